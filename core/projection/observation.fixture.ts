/** One reading of Toggl, taken in: at second 1010 on both clocks, unless told otherwise. */
import type { EntryFields } from './entry.ts';
import { takeObservation } from './observation.ts';
import type { ObservationInput } from './observationInput.ts';
import { linkOf, lost } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

export const now = 1_010_000;
export const open = fieldsWith({ stopSecond: null });
/** A create that was sent and never answered. */
export const inDoubt = (sliceId: string, fields: EntryFields, attemptedAt = 1_000_000) =>
  linkOf(sliceId, { state: lost(fields, attemptedAt) });

export function observed(
  input: Partial<ObservationInput>,
  desired: Record<string, EntryFields> = {},
) {
  const links = input.links ?? [];
  const result = takeObservation({
    entries: [],
    askedAt: now,
    links,
    desiredOf: (sliceId) => desired[sliceId] ?? null,
    linkedEntryIds: new Set(),
    idleStartSecond: null,
    // Later than the start of what is told of here: no list has to show it.
    sinceSecond: 1005,
    togglOffsetMs: 0,
    isOwnText: () => false,
    givenBackIds: new Set(),
    traits: { finishedCreate: 'leaves-running' },
    ...input,
  });
  return {
    ...result,
    states: result.links.map(({ state, entryId }) => `${state.kind} ${entryId ?? '-'}`),
    told: result.warnings.map(({ kind }) => kind),
  };
}
