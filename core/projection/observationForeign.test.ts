/** What a reading tells of entries that are not ours. */
import { describe, expect, test } from 'vitest';
import { observed, open } from './observation.fixture.ts';
import { linkedTo, linkOf } from './sync.fixture.ts';
import { entryWith } from './toggl.fixture.ts';

describe('a foreign entry', () => {
  const foreign = entryWith({ id: 55, description: 'Call', tags: [], stopSecond: null });

  test('that runs is remembered, without a word', () => {
    const { foreignRunning, foreignStoppedIds, told } = observed({ entries: [foreign] });
    expect(foreignStoppedIds).toEqual([]);
    expect(foreignRunning).toEqual([{ entry: foreign, origin: 'human' }]);
    expect(told).toEqual([]);
  });

  test.each([
    { reason: 'the text of an entry of ours: a copy', text: 'Coding', told: 'copy-running' },
    { reason: 'the name of a category of ours: a copy', text: 'Reading', told: 'copy-running' },
    { reason: 'a text of nobody here: another Compass', text: 'Call', told: 'another-compass' },
  ])('that runs with our mark and $reason, is told as $told', ({ text, told }) => {
    const entries = [{ ...foreign, description: text, tags: ['compass'] }];
    const isOwnText = (own: string) => own === 'Reading';
    const seen = observed({ entries, isOwnText, links: [linkedTo(1, open)] }, { a: open });
    expect(seen.told).toEqual([told]);
  });

  test('that runs with our mark is a copy of what a human called our entry, or of ours', () => {
    const renamed = linkedTo(1, open, { observed: { ...open, description: 'Lunch' } });
    const links = [renamed, linkOf('b')];
    for (const description of ['Lunch', 'Coding']) {
      const entries = [{ ...foreign, description, tags: ['compass'] }];
      expect(observed({ entries, links }, { a: open }).told).toEqual(['copy-running']);
    }
  });

  test('that runs with our mark is of another Compass also while ours is not there yet', () => {
    const entries = [{ ...foreign, tags: ['compass'] }];
    const links = [linkOf('b')];
    expect(observed({ entries, links }, { b: open }).told).toEqual(['another-compass']);
  });

  test('that was deleted in the second of our start is not told', () => {
    const entries = [{ ...foreign, stopSecond: 1005, deletedAt: 1 }];
    expect(observed({ entries, idleStartSecond: 1005 }).told).toEqual([]);
  });

  test('with our mark beside an entry that a human deleted is foreign all the same', () => {
    const links = [linkedTo(1, open, { state: { kind: 'gone' } })];
    const entries = [entryWith({ ...open, id: 55 })];
    expect(observed({ entries, links }, { a: open }).foreignRunning).toMatchObject([
      { entry: { id: 55 }, origin: 'copy' },
    ]);
  });

  test('of another Compass that ended at our start is told as such, and as one matter', () => {
    const stopped = { ...foreign, stopSecond: 1005, tags: ['compass'] };
    const entries = [stopped, { ...stopped, id: 56 }];
    const { warnings } = observed({ entries, idleStartSecond: 1005 });
    expect(warnings.map(({ kind, entryId }) => [kind, entryId])).toEqual([
      ['another-compass', null],
      ['another-compass', null],
    ]);
  });

  test.each([
    { reason: 'stopped', entry: { stopSecond: 1005 } },
    { reason: 'deleted', entry: { deletedAt: 1 } },
  ])('that was $reason is forgotten', ({ entry }) => {
    const result = observed({ entries: [{ ...foreign, ...entry }] });
    expect(result.foreignStoppedIds).toEqual([55]);
    expect(result.foreignRunning).toEqual([]);
  });

  test('of ours is none, also of links that are settled', () => {
    const linkedEntryIds = new Set([55]);
    expect(observed({ entries: [foreign], linkedEntryIds }).foreignRunning).toEqual([]);
  });

  test.each([
    { reason: 'in the second of our start', stopSecond: 1005, told: ['foreign-stopped'] },
    { reason: 'a second beside it', stopSecond: 1006, told: ['foreign-stopped'] },
    { reason: 'long before', stopSecond: 1001, told: [] },
    { reason: 'long after', stopSecond: 1009, told: [] },
  ])('that ended $reason, after a start from idle, is told: $told', ({ stopSecond, told }) => {
    const entries = [{ ...foreign, stopSecond }];
    expect(observed({ entries, idleStartSecond: 1005 }).told).toEqual(told);
    expect(observed({ entries }).told).toEqual([]);
  });
});
