import { expect, test } from 'vitest';
import { isSameMatter, type WarningDraft } from './warning.ts';

const told: WarningDraft = {
  kind: 'time-changed',
  sliceId: 'a',
  entryId: 1,
  ours: null,
  timerys: null,
  message: 'told before',
};

test.each<{ reason: string; other: Partial<WarningDraft>; isSame: boolean }>([
  {
    reason: 'in other words',
    other: { message: 'told again', ours: { stop: null } },
    isSame: true,
  },
  { reason: 'of another kind', other: { kind: 'project-changed' }, isSame: false },
  { reason: 'of another slice', other: { sliceId: 'b' }, isSame: false },
  { reason: 'of another entry', other: { entryId: 2 }, isSame: false },
])('a matter told $reason is the same: $isSame', ({ other, isSame }) => {
  expect(isSameMatter(told, { ...told, ...other })).toBe(isSame);
});
