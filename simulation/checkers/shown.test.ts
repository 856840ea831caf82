import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { desiredEntry } from '../../core/projection/desired.ts';
import type { StoredSlice } from '../observer.ts';
import { shownFor } from './shown.ts';
import { hourMs, stored } from './slices.fixture.ts';
import { startAt } from './wire.fixture.ts';

const debounceMs = 10_000;
const endAt = startAt + hourMs;

describe('the tag of an entry, as the checker has it', () => {
  const mode = (category: string, from: number, to: number | null) =>
    stored({ id: category, dimension: 'WORK_MODE', category, startAt: from, endAt: to });
  type Case = Readonly<{ reason: string; modes: readonly StoredSlice[]; tags: readonly string[] }>;
  const ended: readonly Case[] = [
    { reason: 'no mode was there', modes: [], tags: ['compass'] },
    {
      reason: 'a mode ran beside it',
      modes: [mode('Deep Work', startAt, null)],
      tags: ['compass', 'deep-work'],
    },
    {
      reason: 'a mode ended within the debounce',
      modes: [mode('Admin', startAt, endAt - debounceMs)],
      tags: ['compass', 'admin'],
    },
    {
      reason: 'a mode ended earlier',
      modes: [mode('Admin', startAt, endAt - debounceMs - 1)],
      tags: ['compass'],
    },
    {
      reason: 'another mode began seconds before its end',
      modes: [mode('Admin', startAt, endAt - 3000), mode('Shallow', endAt - 3000, null)],
      tags: ['compass', 'admin'],
    },
    { reason: 'a mode began at its end', modes: [mode('Admin', endAt, null)], tags: ['compass'] },
  ];
  it.each(ended)('is that of a finished slice when $reason', ({ modes, tags }) => {
    expect(shownFor(stored(), modes, { debounceMs, health: 'off' })?.tags).toEqual(tags);
  });

  it('is the mode that runs for a slice that runs', () => {
    const modes = [mode('Admin', startAt, endAt - 1), mode('Shallow', endAt, null)];
    expect(shownFor(stored({ endAt: null }), modes, { debounceMs, health: 'off' })?.tags).toEqual([
      'compass',
      'shallow',
    ]);
  });

  it('is what the program finds by its own rule', () => {
    const seconds = fc.integer({ min: 0, max: 40 }).map((n) => startAt + n * 1500);
    const end = fc.option(seconds, { nil: null });
    const modeOf = fc
      .tuple(fc.constantFrom('Deep Work', 'Shallow', 'Admin'), seconds, end)
      .map(([name, from, to]) => mode(name, from, to));
    const slices = fc.record({ startAt: seconds, endAt: end }).map((times) => stored(times));
    fc.assert(
      fc.property(slices, fc.array(modeOf, { maxLength: 4 }), (slice, modes) => {
        const { category: text, projectId } = slice;
        const named = modes.map((one) => ({ ...one, name: one.category }));
        const kept = { debounceMs, health: 'off' as const };
        const input = { slice, text, projectId, modes: named, ...kept };
        expect(shownFor(slice, modes, { debounceMs, health: 'off' })).toEqual(desiredEntry(input));
      }),
    );
  });
});
