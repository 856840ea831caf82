import { expect, test } from 'vitest';
import type { Figures } from './figures.ts';
import { type Goal, progressOf } from './goals.ts';

const week = { from: '2026-11-02', to: '2026-11-08' };

function figures(durationMs: number): Figures {
  const tracked = ['coding', 'email'].map((categoryId) => ({
    dimension: 'PRIMARY' as const,
    categoryId,
    taskId: null,
    durationMs,
  }));
  const mode = { dimension: 'WORK_MODE' as const, categoryId: 'coding', taskId: null };
  return { tracked: [...tracked, { ...mode, durationMs: 1 }], crossings: [], switches: 0 };
}

test.each<{ goal: Partial<Goal>; seconds: number; isMet: boolean; reason: string }>([
  { goal: {}, seconds: 3600, isMet: true, reason: 'exactly so much is enough' },
  { goal: { minutes: 61 }, seconds: 3600, isMet: false, reason: 'less is not' },
  { goal: { direction: 'at-most' }, seconds: 3600, isMet: true, reason: 'exactly so much is kept' },
  {
    goal: { direction: 'at-most', minutes: 59 },
    seconds: 3600,
    isMet: false,
    reason: 'more is not kept',
  },
  { goal: { categoryId: null }, seconds: 7201, isMet: true, reason: 'all of a dimension' },
  { goal: { dimension: 'SOCIAL' }, seconds: 0, isMet: false, reason: 'nothing was tracked' },
])('$reason', ({ goal, seconds, isMet }) => {
  const whole: Goal = {
    id: 'g',
    dimension: 'PRIMARY',
    categoryId: 'coding',
    period: 'week',
    direction: 'at-least',
    minutes: 60,
    ...goal,
  };
  // Half a second too much each: floored once, over the whole period.
  const days = [figures(1_800_000), figures(1_800_999)];
  expect(progressOf(whole, week, days)).toEqual({ ...week, seconds, isMet });
});
