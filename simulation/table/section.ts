/**
 * The section of docs/proof.md, from what was measured. Pure: a figure that is not in its arguments
 * is not in its text.
 */
import type { Figures } from '../fit/figures.ts';
import { lengthText } from '../fit/texts.ts';
import type { MeasuredAction, MeasuredHour } from './measure.ts';

export type Measured = Readonly<{
  actions: readonly MeasuredAction[];
  /** The recorded weeks without modes, and with one for each task. */
  weeks: Readonly<{ plain: Figures; withModes: Figures }>;
  hours: readonly MeasuredHour[];
}>;

export function sectionOf({ actions, weeks, hours }: Measured): string {
  return [
    '## Calls per action and per day',
    'Printed by `npm run calls`: the whole program, a sandbox Toggl without faults, a clock that ' +
      'jumps. Each action is done in a world of its own; calls are counted on the wire until ' +
      'nothing more is sent.',
    actionTable(actions),
    'The least possible is worked out from the changes of what Toggl should show, by ' +
      '`simulation/checkers/calls.ts`, which knows nothing of the program. The connection itself ' +
      'is one call. Three recorded weeks (`demo/workloads/`), played without work modes and with ' +
      'one for each task:',
    weeksTable(weeks),
    'Day by day, with work modes:',
    dayTable(weeks.withModes),
    'An hour of switches, evenly spaced. "At once" is within a second of the switch; "over" was ' +
      'replaced by the next switch before Toggl showed it:',
    hourTable(hours),
  ].join('\n\n');
}

function actionTable(actions: readonly MeasuredAction[]): string {
  const rows = actions.map(({ name, calls }) => {
    const of = (bucket: string) => calls.filter((call) => call.bucket === bucket).length;
    const methods = calls.map(({ method }) => method).join(', ');
    return [name, of('organization'), of('user'), methods === '' ? '–' : methods];
  });
  return table(['action', "workspace's bucket", "user's bucket", 'calls'], rows);
}

function weeksTable({ plain, withModes }: Measured['weeks']): string {
  const row = (name: string, { days, taps, calls, least, perDay }: Figures) => [
    name,
    days.length,
    taps,
    calls,
    least,
    ratio(calls, least),
    perDay.median,
    perDay.worst.calls,
  ];
  return table(
    ['weeks', 'days', 'taps', 'calls', 'least possible', 'ratio', 'median day', 'worst day'],
    [row('without modes', plain), row('with modes', withModes)],
  );
}

function dayTable({ days }: Figures): string {
  const rows = days.map(({ date, taps, calls, least }) => [date, taps, calls, least]);
  return table(['day', 'taps', 'calls', 'least possible'], rows);
}

function hourTable(hours: readonly MeasuredHour[]): string {
  const rows = hours.map((hour) => [
    hour.switches,
    hour.plan,
    hour.timeryPerHour,
    hour.calls,
    hour.least,
    hour.promptly,
    hour.late,
    hour.never,
    lengthText(hour.longestWrongMs),
    lengthText(hour.untilAllMs),
    hour.refused,
  ]);
  const names = [
    'switches',
    'plan',
    "Timery's requests",
    'calls sent',
    'least possible',
    'shown at once',
    'shown later',
    'over before',
    'timer wrong at most',
    'all in Toggl after the last switch',
    '402 met',
  ];
  return table(names, rows);
}

function table(names: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(names), line(names.map(() => '---')), ...rows.map(line)].join('\n');
}

function ratio(calls: number, least: number): string {
  return least === 0 ? '–' : (calls / least).toFixed(3);
}
