import { expect, test } from 'vitest';
import { idsNamed } from './meaning.ts';

test.each([
  { name: 'Deep Work', isMeant: true, reason: 'as it is written' },
  { name: 'DEEP  work', isMeant: true, reason: 'in another case' },
  { name: 'deep-work', isMeant: true, reason: 'as the tag of Toggl' },
  { name: 'Deep Work 2', isMeant: false, reason: 'with more to it' },
])('$name: $isMeant, $reason', ({ name, isMeant }) => {
  expect(idsNamed([{ id: 'a', name }], ['Deep Work']).has('a')).toBe(isMeant);
});
