/**
 * What is unusual about Toggl just now, in plain words and with what to do: for the status. A
 * warning tells what happened and waits for an answer; a note tells what is, and goes by itself.
 */
import type { Bucket, BucketName } from './budget.ts';
import type { KnownForeign } from './world.ts';

type Note = Readonly<{ kind: NoteKind; message: string }>;

type NoteKind =
  | 'quota'
  | 'foreign-running'
  | 'copy-running'
  | 'another-compass'
  | 'never-shown'
  | 'other-user'
  | 'import-failed';

export type NoteInput = Readonly<{
  now: number;
  reserve: number;
  buckets: Readonly<Record<BucketName, Bucket | null>>;
  /** Slices that Toggl does not yet show as wanted. */
  pending: number;
  foreignRunning: readonly KnownForeign[];
  isAnotherCompassTold: boolean;
  isUnserved: boolean;
  /** Slices whose entries belong to another Toggl user. */
  frozenSlices: number;
  /** Why the last import ended early; null where it did not. */
  importError: string | null;
}>;

export function notesOf(input: NoteInput): readonly Note[] {
  return [
    ...(input.isUnserved ? [unservedNote] : []),
    ...quotaNotes(input),
    ...(input.isAnotherCompassTold ? [anotherCompassNote] : []),
    ...input.foreignRunning.flatMap(foreignNotes),
    ...frozenNotes(input.frozenSlices),
    ...importNotes(input.importError),
  ];
}

const unservedNote: Note = {
  kind: 'never-shown',
  message:
    'Toggl accepts the entries of Compass and does not show them, as in an account that was ' +
    'moved to Toggl 2.0. Look at track.toggl.com; if they are missing there, ask Toggl to move ' +
    'the account back, or connect another one. Compass goes on tracking.',
};

const anotherCompassNote: Note = {
  kind: 'another-compass',
  message:
    'Another Compass writes to this Toggl account: whichever starts last is what Toggl runs. ' +
    'Give one of the two another Toggl account, then dismiss the warning.',
};

const bucketNames: Readonly<Record<BucketName, string>> = {
  organization: 'for entries',
  user: 'for reading',
};

/** Only where something waits for it: a bucket that is low and not needed is nobody's concern. */
function quotaNotes({ buckets, now, reserve, pending }: NoteInput): readonly Note[] {
  if (pending === 0) return [];
  return (['organization', 'user'] as const).flatMap((name) => {
    const bucket = buckets[name];
    if (bucket === null || now >= bucket.resetsAt || bucket.remaining > reserve) return [];
    const what = `requests ${bucketNames[name]} that Toggl allows in this hour`;
    const until = `until ${new Date(bucket.resetsAt).toISOString().slice(11, 16)} UTC`;
    const message =
      bucket.remaining <= 0
        ? `The ${what} are used up: what is pending waits ${until}. Nothing is lost.`
        : `The ${what} are nearly used up: ${until} the rest is kept for what runs.`;
    return [{ kind: 'quota', message }];
  });
}

function foreignNotes({ origin, description }: KnownForeign): readonly Note[] {
  switch (origin) {
    case 'human':
      return [
        {
          kind: 'foreign-running',
          message:
            `The timer "${description}" was started in Toggl and ran when Toggl was last read. ` +
            'The next start here stops it.',
        },
      ];
    case 'copy':
      return [
        {
          kind: 'copy-running',
          message:
            `"${description}" was continued in Timery, as a copy of an entry of Compass. It ` +
            'counts as made by hand; the next start here stops it.',
        },
      ];
    case 'compass':
      return [];
  }
}

function frozenNotes(frozenSlices: number): readonly Note[] {
  if (frozenSlices === 0) return [];
  const slices =
    frozenSlices === 1 ? '1 slice of before has' : `${frozenSlices} slices of before have`;
  const message =
    `${slices} entries with another Toggl user, whom this token cannot reach: ` +
    'those entries stay as they are. With the token of that user they are kept up again.';
  return [{ kind: 'other-user', message }];
}

/** Goes with the next import, by night or on request. */
function importNotes(importError: string | null): readonly Note[] {
  if (importError === null) return [];
  const message = `The last import ended early. ${importError} The next one tries again.`;
  return [{ kind: 'import-failed', message }];
}
