/** Which entries of one reading are not ours, and what a person is told of them. */
import { isAwaited } from './awaited.ts';
import type { ObservedEntry } from './entry.ts';
import {
  type ForeignOrigin,
  foreignOrigin,
  foreignRunningWarning,
  foreignStoppedWarning,
} from './foreign.ts';
import type { ObservationInput } from './observationInput.ts';

export type SeenForeign = Readonly<{ entry: ObservedEntry; origin: ForeignOrigin }>;

export function seeForeign(input: ObservationInput, ownIds: ReadonlySet<number>) {
  const foreign = input.entries
    .filter(({ id }) => !ownIds.has(id))
    .filter((entry) => !isAwaited(entry, input.links));
  const isRunning = (entry: ObservedEntry) => entry.deletedAt === null && entry.stopSecond === null;
  const running = foreign.filter(isRunning).map((entry) => withOrigin(entry, input));
  const ended = foreign.filter((entry) => !isRunning(entry));
  const warnings = [
    ...running.map(toTell).map(foreignRunningWarning),
    ...ended
      .filter((entry) => isStoppedByOurs(entry, input.idleStartSecond))
      .map((entry) => foreignStoppedWarning(toTell(withOrigin(entry, input)))),
  ].filter((warning) => warning !== null);
  return { running, ended, stoppedIds: ended.map(({ id }) => id), warnings };
}

function withOrigin(entry: ObservedEntry, input: ObservationInput): SeenForeign {
  const { isOwnText, links, givenBackIds } = input;
  const isOfLink = (text: string) =>
    links.some(({ applied, observed }) => [applied, observed].some((f) => f?.description === text));
  const known = { isOwnText: (text: string) => isOwnText(text) || isOfLink(text), givenBackIds };
  return { entry, origin: foreignOrigin(entry, known) };
}

function toTell({ entry: { id, description }, origin }: SeenForeign) {
  return { id, description, origin };
}

/** Toggl stops a running entry in the second in which ours arrives. */
function isStoppedByOurs(entry: ObservedEntry, idleStartSecond: number | null): boolean {
  if (idleStartSecond === null || entry.stopSecond === null || entry.deletedAt !== null)
    return false;
  return Math.abs(entry.stopSecond - idleStartSecond) <= 1;
}
