import { describe, expect, test } from 'vitest';
import { adoptedLink, givenBack } from './adoptForeign.ts';
import type { EntryFields } from './entry.ts';
import { isRunningInToggl, type Link } from './link.ts';
import { observed } from './observation.fixture.ts';
import { plan } from './plan.ts';
import { itemOf, worldWith } from './sync.fixture.ts';
import { entryWith, fieldsWith } from './toggl.fixture.ts';

/** A human's timer in project 3, with a text and a tag of their own. */
const timer = entryWith({
  id: 55,
  workspaceId: 9,
  description: 'Call with Ann',
  projectId: 3,
  tags: ['billable'],
  stopSecond: null,
  modifiedAt: 1_001_000,
});
const owner = { sliceId: 'a', togglUserId: 1 };
const wanted = fieldsWith({ projectId: 3, stopSecond: null });
const adopted = () => adoptedLink(owner, { entry: timer, text: wanted.description });

function planned(link: Link, desired: EntryFields) {
  return plan(worldWith({ items: [itemOf(link, desired)] })).map(({ action }) => action);
}

describe('a timer that was taken over', () => {
  test('gets our tag beside those of its human, and keeps its text', () => {
    expect(planned(adopted(), wanted)).toEqual([
      {
        kind: 'edit',
        sliceId: 'a',
        entryId: 55,
        difference: {
          description: null,
          project: null,
          tags: { kind: 'add', tags: ['compass'], ours: ['compass'] },
          times: null,
        },
      },
    ]);
  });

  test('gets the project of its category in the same call', () => {
    expect(planned(adopted(), { ...wanted, projectId: 11 })).toMatchObject([
      { kind: 'edit', difference: { project: { id: 11 }, tags: { kind: 'add' } } },
    ]);
  });

  test('gets our text once another one is wanted', () => {
    expect(planned(adopted(), { ...wanted, description: 'Email' })).toMatchObject([
      { difference: { description: 'Email' } },
    ]);
  });

  test('runs as ours, in the workspace it was started in', () => {
    const link = adopted();
    expect(isRunningInToggl(link)).toBe(true);
    expect(link.workspaceId).toBe(9);
    expect(planned(link, { ...wanted, tags: [], stopSecond: 2000 })).toMatchObject([
      { kind: 'stop', entryId: 55 },
    ]);
  });

  test('is no news when it is read again, nor a stranger’s', () => {
    const { told, foreignRunning } = observed(
      { links: [adopted()], entries: [timer] },
      { a: wanted },
    );
    expect(told).toEqual([]);
    expect(foreignRunning).toEqual([]);
  });
});

describe('a timer that is given back', () => {
  test('is the human’s as it was taken over', () => {
    expect(givenBack(adopted())).toEqual({ entry: timer, text: 'Coding' });
  });

  test('is as it was seen last', () => {
    const stopped = { ...timer, stopSecond: 1050, modifiedAt: 1_050_000 };
    const seen = observed({ links: [adopted()], entries: [stopped] }, { a: wanted });
    expect(seen.links.map(givenBack)).toEqual([{ entry: stopped, text: 'Coding' }]);
  });

  test.each<{ reason: string; link: () => Link }>([
    { reason: 'is gone', link: () => ({ ...adopted(), entryId: null }) },
    { reason: 'was never written', link: () => ({ ...adopted(), applied: null }) },
    { reason: 'was never seen', link: () => ({ ...adopted(), observed: null }) },
  ])('is nothing where the entry $reason', ({ link }) => {
    expect(givenBack(link())).toBeNull();
  });
});
