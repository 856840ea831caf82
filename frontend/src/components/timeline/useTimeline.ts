/**
 * What is selected in a time line, and the commands that lanes and panel share. A selection, and an
 * edit that waits for a choice, belong to the period they were made in.
 */
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useDeleteSlice } from '../../server/sliceCommands.ts';
import type { Slice, WholeRange } from '../../server/slices.ts';
import type { Selection } from './selection.ts';
import type { Hold } from './useHeldToday.ts';
import { type Proposals, useProposal } from './useProposal.ts';

/** Where the panel is found by whoever leads the focus there. */
export const panelId = 'timeline-panel';

/** All but the selection itself, so that what shows none of it is not drawn anew by it. */
export type Timeline = Proposals &
  Readonly<{
    /**
     * What the panel shows. It follows when the lanes are drawn: its fields cost more than they do,
     * and whoever walks through a day by keys looks at the lanes.
     */
    drawn: Selection | null;
    select: (selection: Selection | null) => void;
    remove: (slice: Slice) => void;
  }>;

/** The day that the period is shown around, and stays on while something is selected. */
type Staying = Readonly<{ date: string; hold: Hold }>;

type Selected = Readonly<{ selection: Selection | null; timeline: Timeline }>;

export function useTimeline(shown: WholeRange, { date, hold }: Staying): Selected {
  const [selection, setSelection] = useState<Selection | null>(null);
  const drawn = useDeferredValue(selection);
  useEffect(() => {
    if (drawn?.kind === 'slice' && drawn.isEntered === true) focusPanel();
  }, [drawn]);
  const isSelected = selection !== null;
  useEffect(() => {
    hold(isSelected ? date : null);
  }, [hold, isSelected, date]);
  const proposals = useProposal(shown);
  const [period, setPeriod] = useState(shown.startDate);
  if (period !== shown.startDate) {
    setPeriod(shown.startDate);
    setSelection(null);
    proposals.dismiss();
  }
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
  const timeline = useMemo(
    () => ({ ...proposals, drawn, select, remove }),
    [proposals, drawn, select, remove],
  );
  return { selection, timeline };
}

function focusPanel(): void {
  const panel = document.getElementById(panelId);
  panel?.querySelector<HTMLElement>(':is(form, form + *) :is(input, button):enabled')?.focus();
}
