/**
 * A slice may be left out of Toggl only where Toggl refused it for a reason of its own: a feature
 * that its plan lacks, or a copy by a human that nobody can tell from ours. A program that has
 * itself refused, by asking for what Toggl does not allow, must not hide behind that.
 */
import type { Call, WireEvent } from '../wire.ts';
import type { Find } from './finding.ts';

type Parts = Readonly<{
  /** The slice that a write is for. */
  sliceOf: (call: Call) => string | null;
  /** Whether the human has made entries that may look like ours. */
  mayBeCopied: () => boolean;
  find: Find;
}>;

type ParkedChecker = Readonly<{
  onWire(event: WireEvent): void;
  judge(parked: ReadonlySet<string>): void;
}>;

export function createParkedChecker({ sliceOf, mayBeCopied, find }: Parts): ParkedChecker {
  const refused = new Set<string>();
  return {
    onWire: (event) => {
      if (event.kind !== 'sent' || event.call.fault !== 'plan-refused') return;
      const sliceId = sliceOf(event.call);
      if (sliceId !== null) refused.add(sliceId);
    },
    judge: (parked) => {
      if (mayBeCopied()) return;
      for (const sliceId of parked) {
        if (!refused.has(sliceId)) find('parked', `Nothing explains why ${sliceId} is left out.`);
      }
    },
  };
}
