/**
 * What a person is asked about an entry of ours that was edited in Toggl: both versions of the
 * fields that are held. One warning a matter: times together, but for the stop of what ran, which
 * is an offer.
 */
import type { EntryFields, Field } from './entry.ts';
import type { Link } from './link.ts';
import type { WarningDraft } from './warning.ts';

type Versions = Readonly<{
  link: Link;
  entryId: number;
  ours: EntryFields;
  timerys: EntryFields;
}>;

/** Of held fields, about the matters that these belong to. */
export function editWarnings(
  link: Link,
  desired: EntryFields | null,
  news: readonly Field[],
): readonly WarningDraft[] {
  const { applied, observed, entryId, held } = link;
  if (applied === null || observed === null || entryId === null) return [];
  const versions = { link, entryId, ours: desired ?? applied, timerys: observed };
  const isStopOffered = applied.stopSecond === null;
  const times: readonly Field[] = isStopOffered ? ['start'] : ['start', 'stop'];
  const fields = held.filter((field) => times.includes(field));
  const drafts: WarningDraft[] = [];
  if (news.some((field) => fields.includes(field))) drafts.push(timesWarning(versions, fields));
  if (isStopOffered && news.includes('stop')) drafts.push(stopWarning(versions));
  if (news.includes('project')) drafts.push(projectWarning(versions));
  return drafts;
}

function projectWarning({ link, entryId, ours, timerys }: Versions): WarningDraft {
  return {
    kind: 'project-changed',
    sliceId: link.sliceId,
    entryId,
    ours: { projectId: ours.projectId },
    timerys: { projectId: timerys.projectId },
    fields: ['project'],
    message: 'The project was changed in Toggl. Compass leaves it until you choose.',
  };
}

function stopWarning(versions: Versions): WarningDraft {
  return {
    ...timesMatter(versions),
    kind: 'stopped-in-timery',
    fields: ['stop'],
    message:
      versions.ours.stopSecond === null
        ? 'This timer was stopped in Toggl while it runs here. Compass leaves it until you choose.'
        : 'This timer was stopped in Toggl before it was stopped here. Compass leaves it until ' +
          'you choose.',
  };
}

function timesWarning(versions: Versions, fields: readonly Field[]): WarningDraft {
  return {
    ...timesMatter(versions),
    kind: 'time-changed',
    fields,
    message: 'Start or end was changed in Toggl. Compass leaves it until you choose.',
  };
}

function timesMatter({ link, entryId, ours, timerys }: Versions) {
  return { sliceId: link.sliceId, entryId, ours: times(ours), timerys: times(timerys) };
}

function times({ startSecond, stopSecond }: EntryFields) {
  const text = (second: number | null) =>
    second === null ? null : new Date(second * 1000).toISOString();
  return { start: text(startSecond), stop: text(stopSecond) };
}
