/**
 * An edit on its way: sent as it is, and where it would overlap, nothing has happened yet and the
 * ways out are offered with what each would change.
 *
 *   propose ──▶ sending ──done──▶ (nothing)
 *                  │ ├──in the way──▶ overlap ──choose──▶ sending
 *                  │ └──refused─────▶ refused ──dismiss─▶ (nothing)
 *                  └──dismissed, replaced by another, page left: a failure becomes a notice
 *
 * Invariant: every failure is told, and once.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { WayOut } from '../../../../core/engine/overlap.ts';
import { queryKeys } from '../../server/queryKeys.ts';
import { useServer } from '../../server/serverContext.tsx';
import { type SliceEdit, useEditSlice, waysOutOf } from '../../server/sliceCommands.ts';
import type { Slice, WholeRange } from '../../server/slices.ts';

type Asked = Readonly<{
  slice: Slice;
  edit: SliceEdit;
  /** Called once the edit is done, in whichever way: whoever typed it can let go of it. */
  done?: (() => void) | undefined;
}>;

export type Proposal = Asked &
  (
    | Readonly<{ kind: 'sending' }>
    | Readonly<{ kind: 'overlap'; waysOut: readonly WayOut[]; message: string }>
    | Readonly<{ kind: 'refused'; message: string }>
  );

export type Proposals = Readonly<{
  proposal: Proposal | null;
  propose: (slice: Slice, edit: SliceEdit, done?: () => void) => void;
  choose: (way: WayOut) => void;
  dismiss: () => void;
}>;

export function useProposal(shown: WholeRange): Proposals {
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const send = useSending(shown, proposal, setProposal);
  const propose = useCallback(
    (slice: Slice, edit: SliceEdit, done?: () => void) => send({ slice, edit, done }),
    [send],
  );
  const dismiss = useCallback(() => setProposal(null), []);
  return useMemo(() => {
    const choose = (way: WayOut) => {
      if (proposal === null) return;
      const { slice, edit, done } = proposal;
      send({ slice, edit: { ...edit, onOverlap: way }, done });
    };
    return { proposal, propose, choose, dismiss };
  }, [proposal, propose, dismiss, send]);
}

function useSending(
  shown: WholeRange,
  proposal: Proposal | null,
  setProposal: (proposal: Proposal | null) => void,
) {
  const { tell } = useServer();
  const { mutateAsync } = useEditSlice({
    shownIn: queryKeys.allSlices(shown),
    isFailureTold: false,
  });
  const looked = useRef<Proposal | null>(null);
  useEffect(() => {
    looked.current = proposal;
    return () => {
      looked.current = null;
    };
  }, [proposal]);
  return useCallback(
    (asked: Asked) => {
      const sending: Proposal = { ...asked, kind: 'sending' };
      setProposal(sending);
      // The promise, and not the callbacks of `mutate`: those are dropped by the next call.
      mutateAsync({ id: asked.slice.id, edit: asked.edit }).then(
        () => {
          asked.done?.();
          if (looked.current === sending) setProposal(null);
        },
        (error: Error) => {
          if (looked.current === sending) setProposal({ ...asked, ...failureOf(error) });
          else tell.failed(error.message);
        },
      );
    },
    [mutateAsync, setProposal, tell],
  );
}

function failureOf(error: Error) {
  const waysOut = waysOutOf(error);
  const { message } = error;
  if (waysOut === null) return { kind: 'refused', message } as const;
  return { kind: 'overlap', waysOut, message } as const;
}
