/**
 * What Toggl, and so Timery, shows as running, as far as replies have told: nothing is asked for
 * it. One entry runs at a time, so of several that may run the latest start does.
 *
 *   a link whose entry has no stop      ours
 *   a running entry without a link      somebody else's
 *   neither                             nothing runs, or nobody has told
 */
import type { TagTraits } from './difference.ts';
import type { EntryFields, ObservedEntry } from './entry.ts';
import type { Link } from './link.ts';
import { isPending } from './pending.ts';
import type { Item } from './world.ts';

type ShownEntry = Readonly<{
  description: string;
  startSecond: number;
  /** null for an entry that is not ours. */
  sliceId: string | null;
}>;

type ShownInput = Readonly<{
  items: readonly Item[];
  foreignRunning: readonly Pick<ObservedEntry, 'description' | 'startSecond'>[];
  traits: TagTraits;
  /** Slices with a field that a person has to decide about. */
  held: ReadonlySet<string | null>;
  /** Changes that the projection has not taken in yet. */
  unseen: number;
}>;

type Shown = Readonly<{
  entry: ShownEntry | null;
  /** Toggl shows as running what runs here. */
  isRight: boolean;
}>;

export function shownRunning(input: ShownInput): Shown {
  const entry = latest([
    ...input.items.flatMap(({ link }) => ownRunning(link)),
    ...input.foreignRunning.map(({ description, startSecond }) => ({
      description,
      startSecond,
      sliceId: null,
    })),
  ]);
  return { entry, isRight: input.unseen === 0 && isAsWanted(entry, input) };
}

function ownRunning({ sliceId, state, applied, observed }: Link): ShownEntry[] {
  // What Toggl refused to change runs on there.
  if (state.kind === 'gone' || applied === null) return [];
  const shown: EntryFields = observed ?? applied;
  if (applied.stopSecond !== null || shown.stopSecond !== null) return [];
  return [{ description: shown.description, startSecond: shown.startSecond, sliceId }];
}

function latest(entries: readonly ShownEntry[]): ShownEntry | null {
  return entries.toSorted((a, b) => b.startSecond - a.startSecond)[0] ?? null;
}

function isAsWanted(entry: ShownEntry | null, { items, traits, held }: ShownInput): boolean {
  const wanted = items.find(({ desired }) => desired !== null && desired.stopSecond === null);
  if (wanted === undefined) return entry === null;
  const { sliceId, state } = wanted.link;
  const isSettled = state.kind === 'linked' && !isPending(wanted, traits);
  return entry?.sliceId === sliceId && isSettled && !held.has(sliceId);
}
