/** The line of figures that the demo ends with. Everything in it is counted, nothing is typed. */
import { formatInstant } from '../core/time/instant.ts';
import { compare, type Difference } from './differences.ts';
import type { Reading } from './reading.ts';
import type { Stage } from './stage.ts';
import { countTransitions } from './transitions.ts';
import { wantedEntries } from './wantedEntries.ts';

export type Figures = Readonly<{
  transitions: number;
  /** Calls that reached the wire, counted at the sandbox's door. */
  calls: number;
  differences: readonly Difference[];
  /** Entries that differ because a person changed them in Timery. */
  byHand: number;
}>;

export function figuresOf(stage: Stage, { slices }: Reading): Figures {
  const { debounceMs, projectIds, sandbox, changedByHand, wire } = stage;
  const wanted = wantedEntries({ slices, debounceMs, projectIds });
  return {
    transitions: countTransitions(slices, debounceMs),
    calls: wire.calls,
    ...compare({ wanted, entries: sandbox.entries(), changedByHand }),
  };
}

export function figuresLine({ transitions, calls, differences, byHand }: Figures): string {
  const ratio = transitions === 0 ? '–' : (calls / transitions).toFixed(2);
  const parts = [
    `transitions ${transitions}`,
    `calls ${calls}`,
    `calls per transition ${ratio}`,
    `differences ${differences.length}`,
    ...(byHand === 0 ? [] : [`changed in Timery by hand ${byHand}`]),
  ];
  return parts.join(' · ');
}

const differencesTold = 10;

/** One line for each difference, so that a wrong end can be looked into. */
export function differenceLines({ differences }: Figures): readonly string[] {
  const lines = differences.map(({ kind, description, startSecond, text }) => {
    const start = formatInstant(startSecond * 1000);
    return `Toggl differs: ${kind}, "${description}" from ${start}: ${text}.`;
  });
  const left = lines.length - differencesTold;
  return left <= 0 ? lines : [...lines.slice(0, differencesTold), `… and ${left} more.`];
}
