import { describe, expect, test } from 'vitest';
import { allows, mayOnlyTrack, readScopes, type Scope, scopes } from './scope.ts';

describe('a scope', () => {
  test.each<{ held: string; opens: readonly Scope[]; reason: string }>([
    { held: 'track', opens: ['track'], reason: 'a tag reads no history' },
    { held: 'read', opens: ['read'], reason: 'a widget changes nothing' },
    { held: 'track read', opens: ['track', 'read'], reason: 'a phone with a widget' },
    { held: 'write', opens: ['track', 'read', 'write'], reason: 'an app, but not its tokens' },
    { held: 'admin', opens: ['track', 'read', 'write', 'admin'], reason: 'the owner' },
  ])('$held opens what it should: $reason', ({ held, opens }) => {
    const read = readScopes(held) ?? [];
    expect(scopes.filter((needed) => allows(read, needed))).toEqual(opens);
  });

  test.each(['', 'tracks', 'track,read', 'track owner'])('%j is none', (text) => {
    expect(readScopes(text)).toBeNull();
  });

  test('of a phone or tag is track and nothing else', () => {
    expect(mayOnlyTrack(['track'])).toBe(true);
    expect(mayOnlyTrack(['track', 'read'])).toBe(false);
  });
});
