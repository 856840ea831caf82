/**
 * Entries that no link of ours names: whose they are, as far as mark and text tell, and what a
 * person is told of them. The only writes they ever get are the stop of a running one and, where
 * one was ours for a while, its project (returnProject.ts).
 *
 *   no mark, or given back         a human's: what was taken over here once kept our mark
 *   our mark and a text of ours    a copy: "continue" in Timery keeps the tags
 *   our mark and another text      another Compass writes to this Toggl account
 */
import { isMarked, markerTag, type ObservedEntry } from './entry.ts';
import type { WarningDraft } from './warning.ts';

export type ForeignOrigin = 'human' | 'copy' | 'compass';

type Known = Readonly<{
  isOwnText: (text: string) => boolean;
  givenBackIds: ReadonlySet<number>;
}>;

export function foreignOrigin(
  entry: ObservedEntry,
  { isOwnText, givenBackIds }: Known,
): ForeignOrigin {
  if (!isMarked(entry) || givenBackIds.has(entry.id)) return 'human';
  return isOwnText(entry.description) ? 'copy' : 'compass';
}

type Told = Readonly<{ id: number; description: string; origin: ForeignOrigin }>;

/** What a running one is worth telling; a human's own timer is nobody's surprise. */
export function foreignRunningWarning({ id, description, origin }: Told): WarningDraft | null {
  switch (origin) {
    case 'human':
      return null;
    case 'copy':
      return {
        ...aboutEntry('copy-running', { id, description }),
        message:
          `"${description}" runs in Toggl with the tag ${markerTag}, and Compass did not start ` +
          'it: an entry of Compass was continued in Timery. It counts as made by hand, and the ' +
          'next start here stops it. To track it here, start it here.',
      };
    case 'compass':
      return anotherCompassWarning(description);
  }
}

/** Told by a webhook within a second, it is an offer; found by a reading, hours may have passed. */
export function startedInTimeryWarning(
  entry: Pick<ObservedEntry, 'id' | 'description' | 'startSecond'>,
): WarningDraft {
  const { id: entryId, description, startSecond } = entry;
  return {
    kind: 'started-in-timery',
    sliceId: null,
    entryId,
    ours: null,
    timerys: { description, start: new Date(startSecond * 1000).toISOString() },
    message: `The timer "${description}" was started in Timery.`,
  };
}

/** Toggl has stopped it, asked by us or because ours started. */
export function foreignStoppedWarning({ id, description, origin }: Told): WarningDraft {
  if (origin === 'compass') return anotherCompassWarning(description);
  const copied = origin === 'copy' ? ', a copy of an entry of Compass,' : '';
  return {
    ...aboutEntry('foreign-stopped', { id, description }),
    message:
      `The timer "${description}"${copied} ran in Toggl and was stopped when a slice started ` +
      'here.',
  };
}

/** One matter, however many entries the other one makes. */
function anotherCompassWarning(description: string): WarningDraft {
  return {
    kind: 'another-compass',
    sliceId: null,
    entryId: null,
    ours: null,
    timerys: { description },
    message:
      `Another Compass writes to this Toggl account: "${description}" carries the tag ` +
      `${markerTag} and was not made here. Whichever starts last is what Toggl runs. Give one of ` +
      'the two another Toggl account, or take its TOGGL_API_TOKEN away.',
  };
}

function aboutEntry(
  kind: 'copy-running' | 'foreign-stopped',
  { id, description }: Readonly<{ id: number; description: string }>,
): Omit<WarningDraft, 'message'> {
  return { kind, sliceId: null, entryId: id, ours: null, timerys: { description } };
}
