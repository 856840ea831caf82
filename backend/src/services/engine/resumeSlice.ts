/** Starting again what ran before, and its mode with it, as one command. */
import { decideResume, modeWith } from '../../../../core/engine/resume.ts';
import type { Dimension, Slice, Source } from '../../../../core/engine/slice.ts';
import { commandWindow, modeWindow } from '../../../../core/engine/window.ts';
import type { When } from '../../../../core/time/at.ts';
import { readTimeline } from '../../store/timeline.ts';
import { foundAgain } from '../categories/namedCategories.ts';
import { type Command, type Done, type Refused, refusedWith } from '../engineCommand.ts';
import { findAll } from './foundSlices.ts';
import { previousSlice } from './previousSlice.ts';
import { type Decided, type Started, writeStart } from './startSlice.ts';
import { whenOf } from './when.ts';

export type ResumeInput = Readonly<{
  /** PRIMARY when neither is given. */
  dimension?: Dimension | undefined;
  /** This one; else what ran before in the dimension. */
  sliceId?: string | undefined;
  /** API when none is given. */
  source?: Source | undefined;
  at?: string | undefined;
}>;

export async function resume(
  command: Command,
  input: ResumeInput,
): Promise<Done<Started> | Refused> {
  const { sliceId } = input;
  const found = await findAll(command, sliceId === undefined ? [] : [sliceId]);
  if (found.kind === 'refused') return found;
  const [chosen] = found.slices;
  const dimension = chosen?.dimension ?? input.dimension ?? 'PRIMARY';
  const when = await whenOf(command, dimension, input.at);
  if (when.kind === 'refused') return when;
  const resumed = chosen ?? (await previousSlice(command, dimension, when));
  if (resumed === undefined) return nothingToResume;
  const mode = resumed.dimension === 'PRIMARY' ? await modeOf(command, resumed) : undefined;
  const again = mode === undefined ? [resumed] : [resumed, mode];
  const decisions: Decided[] = [];
  for (const slice of again) {
    const decision = await decide(command, slice, { when, source: input.source ?? 'API' });
    if (decision.kind === 'refused') return decision;
    decisions.push(decision);
  }
  const named = await foundAgain(
    command,
    again.map(({ categoryId }) => categoryId),
  );
  return writeStart(command, { kind: 'prepared', decisions, named }, { name: 'resume' });
}

async function modeOf({ tx, caller }: Command, resumed: Slice): Promise<Slice | undefined> {
  const line = { accountId: caller.accountId, dimension: 'WORK_MODE' as const };
  return modeWith(resumed, await readTimeline(tx, line, modeWindow(resumed)));
}

type Choice = Readonly<{ when: When; source: Source }>;

async function decide({ tx, caller, now, newId }: Command, slice: Slice, choice: Choice) {
  const { dimension } = slice;
  const window = commandWindow(dimension, choice.when, now);
  const timeline = await readTimeline(tx, { accountId: caller.accountId, dimension }, window);
  const resume = { resumed: slice, source: choice.source, at: choice.when };
  return decideResume(timeline, resume, { now, newId });
}

const nothingToResume = refusedWith(
  'nothing_to_resume',
  'Nothing ran before that could be started again. Start a category instead.',
);
