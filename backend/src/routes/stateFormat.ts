/** What runs, in the words of the contract. */
import type { z } from 'zod';
import type { stateReply } from '../../../contract/engine.ts';
import { formatInstant } from '../../../core/time/instant.ts';
import type { State } from '../services/engine/sliceReads.ts';
import type { SliceView } from '../store/sliceViews.ts';

export function formatState(state: State): z.output<typeof stateReply> {
  return {
    primary: formatRunning(state.PRIMARY),
    work_mode: formatRunning(state.WORK_MODE),
    social: formatRunning(state.SOCIAL),
    segment: formatRunning(state.SEGMENT),
  };
}

function formatRunning(slice: SliceView | null) {
  if (slice === null) return null;
  const { id, category, startAt, source, linkedTaskId } = slice;
  return { id, category, start: formatInstant(startAt), source, linkedTaskId };
}
