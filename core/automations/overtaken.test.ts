import { describe, expect, test } from 'vitest';
import { isOvertaken } from './overtaken.ts';
import type { TriggerAction } from './trigger.ts';

const coding = { dimension: 'PRIMARY', category: 'Coding' } as const;
const deepWork = { dimension: 'WORK_MODE', category: 'Deep Work' } as const;
const meeting = { dimension: 'SOCIAL', category: 'Meeting' } as const;

describe('a late tap', () => {
  type Row = Readonly<{
    reason: string;
    tap: TriggerAction;
    next: readonly (readonly [lane: string, action: TriggerAction])[];
    overtaken: boolean;
  }>;
  const rows: readonly Row[] = [
    { reason: 'it is the last', tap: { do: 'toggle', ...coding }, next: [], overtaken: false },
    {
      reason: 'the next one is about another dimension',
      tap: { do: 'start', ...coding },
      next: [['other', { do: 'start', ...meeting }]],
      overtaken: false,
    },
    {
      reason: 'the next one ended what ran before it',
      tap: { do: 'start', ...coding },
      next: [['other', { do: 'switch', dimension: 'PRIMARY', category: 'Reading' }]],
      overtaken: true,
    },
    {
      reason: 'what it begins beside it meets the next one',
      tap: { do: 'start', ...coding, also: [deepWork] },
      next: [['other', { do: 'toggle', ...deepWork }]],
      overtaken: true,
    },
    {
      reason: 'going off may have ended anything',
      tap: { do: 'start', ...meeting },
      next: [['other', { do: 'end-own' }]],
      overtaken: true,
    },
    {
      reason: 'one of the same lane may have meant it',
      tap: { do: 'nothing' },
      next: [['own', { do: 'start', ...coding }]],
      overtaken: true,
    },
    {
      reason: 'the second of those after it does',
      tap: { do: 'start', ...coding },
      next: [
        ['other', { do: 'start', ...meeting }],
        ['other', { do: 'stop-if', ...coding }],
      ],
      overtaken: true,
    },
  ];
  test.each(rows)('that is overtaken ($overtaken): $reason', ({ tap, next, overtaken }) => {
    const later = next.map(([lane, action]) => ({ lane, action }));
    expect(isOvertaken({ lane: 'own', action: tap }, later)).toBe(overtaken);
  });
});
