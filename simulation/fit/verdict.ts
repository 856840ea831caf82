/**
 * Whether days fitted, in plain words: what a person would have seen in Toggl, and, where that was
 * wrong, what would help. Pure.
 */
import type { Figures } from './figures.ts';
import type { PlanName } from './plans.ts';
import { lengthText } from './texts.ts';

/** How a person would call it. */
export type Grade =
  /** The timer was right and the history followed within minutes. */
  | 'fits'
  /** The timer was right, the history came later. */
  | 'late'
  /** Toggl showed a timer that did not run, or none, for longer than a moment. */
  | 'wrong';

/** A glance at Timery after a tap finds it right. */
const longestWrongMs = 60_000;
/** Nobody looks at the history sooner. */
const longestBehindMs = 5 * 60_000;

export function gradeOf({ wrong, behind }: Figures): Grade {
  const lengthOf = (range: Figures['wrong']['longest']) =>
    range === null ? 0 : range.endAt - range.startAt;
  if (lengthOf(wrong.longest) > longestWrongMs) return 'wrong';
  return lengthOf(behind.longest) > longestBehindMs ? 'late' : 'fits';
}

/** The same days with one thing changed. */
export type Remedy = Readonly<{ what: Quota; grade: Grade }>;

type Quota = Readonly<{ plan: PlanName; timeryPerHour: number }>;

type Judged = Readonly<{
  plan: PlanName;
  /** Only for days that do not fit. */
  remedies: readonly Remedy[];
}>;

export function verdict(figures: Figures, judged: Judged): string {
  const plan = `the ${judged.plan} plan`;
  const { organization } = figures.buckets;
  const worst = `the worst hour took ${callsText(organization.worstHour.calls)}`;
  const wrongFor = lengthText(longestOf(figures.wrong));
  const behindFor = lengthText(longestOf(figures.behind));
  switch (gradeOf(figures)) {
    case 'fits':
      return (
        `These days fit ${plan}: Toggl showed what ran within ${wrongFor} of every tap, and ` +
        `${worst}.`
      );
    case 'late':
      return (
        `These days fit ${plan}, late: Toggl showed what ran within ${wrongFor} of every tap, ` +
        `but the history was up to ${behindFor} behind. ${helpText(judged)}`
      );
    case 'wrong':
      return (
        `These days do not fit ${plan}: Toggl showed something else than what ran for up to ` +
        `${wrongFor}, ${lengthText(figures.wrong.totalMs)} in all. ${helpText(judged)}`
      );
  }
}

function longestOf({ longest }: Figures['wrong']): number {
  return longest === null ? 0 : longest.endAt - longest.startAt;
}

function callsText(calls: number): string {
  return calls === 1 ? '1 call' : `${calls} calls`;
}

function helpText({ plan, remedies }: Judged): string {
  const help = remedies.find(({ grade }) => grade === 'fits') ?? lateHelp(remedies);
  if (help === undefined) return 'No plan helps: switch less often within an hour.';
  const late = help.grade === 'late' ? ', late' : '';
  return help.what.plan === plan
    ? `They would fit${late} if Timery made no requests: let it refresh less often.`
    : `They would fit the ${help.what.plan} plan${late}.`;
}

function lateHelp(remedies: readonly Remedy[]): Remedy | undefined {
  return remedies.find(({ grade }) => grade === 'late');
}
