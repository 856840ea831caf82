/**
 * After healing Toggl equals what is wanted: each slice has its one entry and no other entry of
 * ours is left. Where a human changed an entry in Timery, that field is theirs.
 */
import { sameTags } from '../../core/projection/entry.ts';
import type { SandboxEntry } from '../../toggl-sandbox/inspection.ts';
import { humanTags, humanTexts } from '../options.ts';
import type { Wanted } from './wanted.ts';

type Comparing = Readonly<{
  wanted: ReadonlyMap<string, Wanted>;
  entries: readonly SandboxEntry[];
  /** Which entry stands for which slice, as the program answers it. */
  entryOf: ReadonlyMap<string, number>;
  /** Slices that Toggl refused, or that wait for a person. */
  leftOut: ReadonlySet<string>;
  /** Which slice an entry was created for, as the wire showed it. */
  sliceOf: (entryId: number) => string | null;
  /** Fields that the human changed, by entry. */
  touched: ReadonlyMap<number, ReadonlySet<string>>;
}>;

/** One sentence for each difference. */
export function differences(comparing: Comparing): string[] {
  const { wanted, entries, entryOf, sliceOf, leftOut } = comparing;
  const ours = entries.filter((one) => one.deletedAt === null && sliceOf(one.id) !== null);
  // Of a slice that is left out nothing is demanded, and the entry that it has may stay. A slice
  // that is made again as it was takes over the entry of the one before.
  const expected = new Set(
    [...leftOut].flatMap((sliceId) => {
      const id = entryOf.get(sliceId);
      return id === undefined ? [] : [id];
    }),
  );
  const demanded = [...wanted.values()].filter(({ sliceId }) => !leftOut.has(sliceId));
  const texts = demanded.flatMap((want) => {
    const id = entryOf.get(want.sliceId) ?? null;
    if (id !== null) expected.add(id);
    return differencesOf(want, entries.find((one) => one.id === id) ?? null, comparing);
  });
  const extra = ours
    .filter(({ id }) => !expected.has(id) && !leftOut.has(sliceOf(id) ?? ''))
    .map((one) => `No slice stands behind "${one.description}" from ${told(one.startSecond)}.`);
  return [...texts, ...extra];
}

function differencesOf(want: Wanted, entry: SandboxEntry | null, comparing: Comparing): string[] {
  const { touched } = comparing;
  const { fields, acceptable } = want;
  const name = `"${fields.description}" from ${told(fields.startSecond)}`;
  const byHand = (entry === null ? null : touched.get(entry.id)) ?? new Set();
  if (entry === null || entry.deletedAt !== null) {
    return isDeletedByHand(want, comparing) ? [] : [`${name} has no entry.`];
  }
  if (comparing.sliceOf(entry.id) === null) {
    return isLookalike(entry, fields) ? [] : [`${name} stands on an entry that is not ours.`];
  }
  const looks = fields.stopSecond === null ? [fields] : acceptable;
  // Text of the human stays too, on the entry that takes the place of the one they wrote it on.
  const isHuman = humanTexts.includes(entry.description);
  const compared: readonly Compared[] = [
    ['description', isHuman || looks.some((one) => one.description === entry.description)],
    ['project', looks.some((one) => one.projectId === entry.projectId)],
    ['tags', looks.some((one) => sameTags(one.tags, withoutHuman(entry.tags)))],
    ['start', entry.startSecond === fields.startSecond || isCrossed(fields, entry, byHand)],
    ['stop', isStopRight(fields.stopSecond, entry.stopSecond)],
  ];
  return compared
    .filter(([field, isRight]) => !isRight && !byHand.has(field))
    .map(([field]) => `${name}: ${field} is wrong: ${shown(entry)}, should be ${shown(fields)}.`);
}

/** A copy by the human with our mark, in our second: taken for the lost one, as nobody can tell. */
function isLookalike(entry: SandboxEntry, { startSecond }: Wanted['fields']): boolean {
  return entry.startSecond === startSecond && entry.tags.includes('compass');
}

/** A stop of the human's lies before our start: no entry has such times, so neither is written. */
function isCrossed(
  wanted: Wanted['fields'],
  entry: SandboxEntry,
  byHand: ReadonlySet<string>,
): boolean {
  if (!byHand.has('stop') || entry.stopSecond === null) return false;
  return wanted.startSecond >= entry.stopSecond;
}

/** What the human added stays, on the entry that takes the place of that one too. */
function withoutHuman(tags: readonly string[]): readonly string[] {
  return tags.filter((tag) => !humanTags.includes(tag));
}

type Compared = readonly [field: string, isRight: boolean];

function shown(fields: SandboxEntry | Wanted['fields']): string {
  const { description, projectId, tags, startSecond, stopSecond } = fields;
  const stop = stopSecond === null ? 'runs' : told(stopSecond);
  return `"${description}" ${projectId} [${tags.join(' ')}] ${told(startSecond)} – ${stop}`;
}

/** The entry is gone, and the link with it: what it was made for or its start tells its slice. */
function isDeletedByHand({ sliceId, fields }: Wanted, comparing: Comparing): boolean {
  const { entries, touched, sliceOf } = comparing;
  return entries.some(
    (entry) =>
      entry.deletedAt !== null &&
      touched.get(entry.id)?.has('deleted') &&
      (sliceOf(entry.id) === sliceId || entry.startSecond === fields.startSecond),
  );
}

function isStopRight(wanted: number | null, is: number | null): boolean {
  if (wanted === null || is === null) return wanted === is;
  return is === wanted || is === wanted + 1;
}

function told(second: number): string {
  return new Date(second * 1000).toISOString();
}
