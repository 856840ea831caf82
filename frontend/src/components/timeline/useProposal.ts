/**
 * An edit on its way: sent as it is, and where it would overlap, nothing has happened yet and the
 * ways out are offered with what each would change.
 *
 *   propose ──▶ sending ──done──▶ (nothing)
 *                  │ ├──in the way──▶ overlap ──choose──▶ sending
 *                  │ └──refused─────▶ refused ──dismiss─▶ (nothing)
 */
import { useCallback, useMemo, useState } from 'react';
import type { WayOut } from '../../../../core/engine/overlap.ts';
import { queryKeys } from '../../server/queryKeys.ts';
import { type SliceEdit, useEditSlice, waysOutOf } from '../../server/sliceCommands.ts';
import type { Slice, WholeRange } from '../../server/slices.ts';

type Asked = Readonly<{ slice: Slice; edit: SliceEdit }>;

export type Proposal = Asked &
  (
    | Readonly<{ kind: 'sending' }>
    | Readonly<{ kind: 'overlap'; waysOut: readonly WayOut[]; message: string }>
    | Readonly<{ kind: 'refused'; message: string }>
  );

export type Proposals = Readonly<{
  proposal: Proposal | null;
  propose: (slice: Slice, edit: SliceEdit) => void;
  choose: (way: WayOut) => void;
  dismiss: () => void;
}>;

export function useProposal(shown: WholeRange): Proposals {
  const { mutate } = useEditSlice({
    shownIn: queryKeys.allSlices(shown),
    isFailureTold: false,
  });
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const send = useCallback(
    (asked: Asked) => {
      setProposal({ ...asked, kind: 'sending' });
      mutate(
        { id: asked.slice.id, edit: asked.edit },
        {
          onSuccess: () => setProposal(null),
          onError: (error) => setProposal({ ...asked, ...failureOf(error) }),
        },
      );
    },
    [mutate],
  );
  const propose = useCallback((slice: Slice, edit: SliceEdit) => send({ slice, edit }), [send]);
  const dismiss = useCallback(() => setProposal(null), []);
  return useMemo(() => {
    const choose = (way: WayOut) => {
      if (proposal === null) return;
      send({ slice: proposal.slice, edit: { ...proposal.edit, onOverlap: way } });
    };
    return { proposal, propose, choose, dismiss };
  }, [proposal, propose, dismiss, send]);
}

function failureOf(error: Error) {
  const waysOut = waysOutOf(error);
  const { message } = error;
  if (waysOut === null) return { kind: 'refused', message } as const;
  return { kind: 'overlap', waysOut, message } as const;
}
