/** What is selected in a time line, and the commands that lanes and panel share. */
import { useCallback, useMemo, useState } from 'react';
import { useDeleteSlice } from '../../server/sliceCommands.ts';
import type { Slice, WholeRange } from '../../server/slices.ts';
import type { Selection } from './selection.ts';
import { type Proposals, useProposal } from './useProposal.ts';

/** Where the panel is found by whoever leads the focus there. */
export const panelId = 'timeline-panel';

export type Timeline = Proposals &
  Readonly<{
    selection: Selection | null;
    select: (selection: Selection | null) => void;
    remove: (slice: Slice) => void;
    open: () => void;
  }>;

export function useTimeline(shown: WholeRange): Timeline {
  const [selection, setSelection] = useState<Selection | null>(null);
  const proposals = useProposal(shown);
  const { mutate } = useDeleteSlice(shown);
  const { dismiss } = proposals;
  const select = useCallback(
    (next: Selection | null) => {
      setSelection(next);
      dismiss();
    },
    [dismiss],
  );
  const remove = useCallback(
    ({ id }: Slice) => {
      mutate(id);
      select(null);
    },
    [mutate, select],
  );
  return useMemo(
    () => ({ ...proposals, selection, select, remove, open: focusPanel }),
    [proposals, selection, select, remove],
  );
}

function focusPanel(): void {
  const panel = document.getElementById(panelId);
  panel?.querySelector<HTMLElement>(':is(form, form + *) :is(input, button):enabled')?.focus();
}
