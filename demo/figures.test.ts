import { describe, expect, it } from 'vitest';
import type { Difference } from './differences.ts';
import { differenceLines, figuresLine } from './figures.ts';

const figures = { transitions: 50, calls: 53, differences: [], byHand: 0 };
const difference: Difference = {
  kind: 'missing',
  description: 'Coding',
  startSecond: 1_780_912_800,
  text: 'no entry starts then',
};

describe('the line of figures', () => {
  const cases = [
    {
      reason: 'all is well',
      figures,
      line: 'transitions 50 · calls 53 · calls per transition 1.06 · differences 0',
    },
    {
      reason: 'nothing was tracked',
      figures: { ...figures, transitions: 0, calls: 1 },
      line: 'transitions 0 · calls 1 · calls per transition – · differences 0',
    },
    {
      reason: 'a person changed an entry in Timery',
      figures: { ...figures, byHand: 1 },
      line:
        'transitions 50 · calls 53 · calls per transition 1.06 · differences 0' +
        ' · changed in Timery by hand 1',
    },
  ];

  it.each(cases)('tells what counts when $reason', ({ figures: given, line }) => {
    expect(figuresLine(given)).toBe(line);
  });
});

describe('lines about differences', () => {
  it('are none after a right run', () => {
    expect(differenceLines(figures)).toEqual([]);
  });

  it('name the entry and what is wrong with it', () => {
    expect(differenceLines({ ...figures, differences: [difference] })).toEqual([
      'Toggl differs: missing, "Coding" from 2026-06-08T10:00:00.000Z: no entry starts then.',
    ]);
  });

  it('stay few where everything is wrong', () => {
    const differences = Array.from({ length: 40 }, () => difference);
    const lines = differenceLines({ ...figures, differences });
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toBe('… and 30 more.');
  });
});
