/**
 * Compares what Toggl should show with what it holds, entry by entry. Pure.
 *
 * The start second names an entry: no two slices of PRIMARY begin in the same one. A stop may be
 * one second late, because Toggl takes its own time for a prompt one. An entry that a person
 * changed in Timery is counted apart: leaving it so is right.
 */
import { type EntryFields, sameTags } from '../core/projection/entry.ts';
import type { SandboxEntry } from '../toggl-sandbox/inspection.ts';

export type Difference = Readonly<{
  kind: 'missing' | 'extra' | 'different';
  description: string;
  startSecond: number;
  /** What differs, for a person. */
  text: string;
}>;

type Compared = Readonly<{
  differences: readonly Difference[];
  /** Entries that differ because a person changed them in Timery. */
  byHand: number;
}>;

type Comparing = Readonly<{
  wanted: readonly EntryFields[];
  entries: readonly SandboxEntry[];
  changedByHand: ReadonlySet<number>;
}>;

const createdWith = 'Compass Time Engine';

export function compare({ wanted, entries, changedByHand }: Comparing): Compared {
  const ours = entries.filter(
    (entry) => entry.deletedAt === null && entry.createdWith === createdWith,
  );
  const differences: Difference[] = [];
  let byHand = 0;
  const found = new Set<number>();
  for (const want of wanted) {
    const entry = ours.find(({ startSecond }) => startSecond === want.startSecond);
    if (entry !== undefined) found.add(entry.id);
    const difference = differenceOf(want, entry ?? null);
    if (difference === null) continue;
    if (entry !== undefined && changedByHand.has(entry.id)) byHand += 1;
    else differences.push(difference);
  }
  const extra = ours
    .filter(({ id }) => !found.has(id))
    .map(({ description, startSecond }): Difference => {
      return { kind: 'extra', description, startSecond, text: 'no slice wants this entry' };
    });
  return { differences: [...differences, ...extra], byHand };
}

function differenceOf(want: EntryFields, entry: SandboxEntry | null): Difference | null {
  const { description, startSecond } = want;
  if (entry === null) {
    return { kind: 'missing', description, startSecond, text: 'no entry starts then' };
  }
  const texts = [
    ...unequal('text', want.description, entry.description),
    ...unequal('project', want.projectId, entry.projectId),
    ...(sameTags(want.tags, entry.tags) ? [] : unequal('tags', want.tags, entry.tags)),
    ...(isStopRight(want, entry) ? [] : unequal('stop', want.stopSecond, entry.stopSecond)),
  ];
  if (texts.length === 0) return null;
  return { kind: 'different', description, startSecond, text: texts.join(', ') };
}

function unequal(field: string, want: unknown, is: unknown): string[] {
  return want === is
    ? []
    : [`${field} should be ${JSON.stringify(want)}, is ${JSON.stringify(is)}`];
}

function isStopRight(want: EntryFields, entry: SandboxEntry): boolean {
  if (want.stopSecond === null || entry.stopSecond === null) {
    return want.stopSecond === entry.stopSecond;
  }
  const lateSeconds = entry.stopSecond - want.stopSecond;
  return lateSeconds === 0 || lateSeconds === 1;
}
