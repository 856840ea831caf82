/**
 * A slice may be left out of Toggl only where Toggl refused it for a reason of its own: a feature
 * that its plan lacks, or an entry that a human changed or copied. A program that has
 * itself refused, by asking for what Toggl does not allow, must not hide behind that.
 */
import type { Call, WireEvent } from '../wire.ts';
import type { Find } from './finding.ts';

type Parts = Readonly<{
  /** The slice that a write is for. */
  sliceOf: (call: Call) => string | null;
  /** Whether the human has touched an entry of it, or made one that may look like one of it. */
  isTouched: (sliceId: string) => boolean;
  find: Find;
}>;

type ParkedChecker = Readonly<{
  onWire(event: WireEvent): void;
  judge(parked: ReadonlySet<string>): void;
}>;

export function createParkedChecker({ sliceOf, isTouched, find }: Parts): ParkedChecker {
  const refused = new Set<string>();
  return {
    onWire: (event) => {
      if (event.kind !== 'sent' || event.call.fault !== 'plan-refused') return;
      const sliceId = sliceOf(event.call);
      if (sliceId !== null) refused.add(sliceId);
    },
    judge: (parked) => {
      for (const sliceId of parked) {
        if (refused.has(sliceId) || isTouched(sliceId)) continue;
        find('parked', `Nothing explains why ${sliceId} is left out.`);
      }
    },
  };
}
