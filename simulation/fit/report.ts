/** What the command prints about the days it played, but for the verdict. Pure. */

import { clockTime } from '../../core/time/day.ts';
import { bars } from './chart.ts';
import type { DayFigures, Figures } from './figures.ts';
import { type PlanName, plans } from './plans.ts';
import { instantText, lengthText, shareText } from './texts.ts';

type Shown = Readonly<{ plan: PlanName; timeryPerHour: number; timeZone: string }>;

/** A bar for each day is no longer small beyond. */
const mostBars = 31;

export function reportLines(figures: Figures, shown: Shown): readonly string[] {
  const { organization, user } = plans[shown.plan];
  return [
    `Plan ${shown.plan}: ${organization} requests an hour for the workspace, ${user} for the ` +
      `user. Timery makes ${shown.timeryPerHour} an hour of each.`,
    '',
    ...factLines(figures, shown),
    '',
    ...dayChart(figures.days),
    `Calls an hour on ${figures.perDay.worst.date}, the day with most`,
    ...hourChart(figures.perDay.worst, shown.timeZone),
    '',
  ];
}

function factLines(figures: Figures, { plan, timeZone }: Shown): readonly string[] {
  const { days, perDay, buckets, wrong, behind } = figures;
  const { organization, user } = buckets;
  const hour = (bucket: 'organization' | 'user') => {
    const { calls, left, startAt } = buckets[bucket].worstHour;
    const from = instantText(startAt, timeZone);
    return `${calls} of ${plans[plan][bucket]}, ${Math.max(0, left)} left, from ${from}`;
  };
  const facts: readonly (readonly [string, string])[] = [
    ['days with taps', `${days.length}, ${days[0]?.date} to ${days.at(-1)?.date}`],
    ['taps', String(figures.taps)],
    [
      'calls',
      `${figures.calls}: ${organization.calls} for the workspace, ${user.calls} for the user; ` +
        `the least possible is ${figures.least}`,
    ],
    ['calls a day', `${perDay.median} as the median, ${perDay.worst.calls} on the worst`],
    ['worst hour, workspace', hour('organization')],
    ['worst hour, user', hour('user')],
    ['timer not right', lagText(wrong, timeZone)],
    ['of the tracked time', shareText(figures.wrongTrackedMs, figures.trackedMs)],
    ['not all in Toggl yet', lagText(behind, timeZone)],
    ['402 met', String(figures.refused)],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, fact]) => `${name.padEnd(width)}   ${fact}`);
}

function lagText({ totalMs, longest }: Figures['wrong'], timeZone: string): string {
  if (longest === null) return 'never';
  const at = `at once, from ${instantText(longest.startAt, timeZone)}`;
  const most = lengthText(longest.endAt - longest.startAt);
  return `${lengthText(totalMs)} in all, at most ${most} ${at}`;
}

function dayChart(days: readonly DayFigures[]): readonly string[] {
  if (days.length < 2 || days.length > mostBars) return [];
  const chart = bars(days.map(({ date, calls }) => ({ label: date, value: calls })));
  return ['Calls a day', ...chart, ''];
}

/** From the first hour with calls to the last, by the clock on the wall. */
function hourChart({ callsAt, date }: DayFigures, timeZone: string): readonly string[] {
  const hours = callsAt.map((at) => Number(clockTime(at, timeZone).slice(0, 2)));
  if (hours.length === 0) return [`no calls on ${date}`];
  const first = Math.min(...hours);
  const count = Math.max(...hours) - first + 1;
  return bars(
    Array.from({ length: count }, (_, index) => ({
      label: `${String(first + index).padStart(2, '0')}:00`,
      value: hours.filter((hour) => hour === first + index).length,
    })),
  );
}
