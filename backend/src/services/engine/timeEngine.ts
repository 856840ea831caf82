/**
 * The truth for live time: every command and every question of the engine. It knows nothing of
 * Toggl and cannot reach the network, so no door and no outage can slow or fail a write. What
 * should follow a command in Toggl is the caller's nudge, after the commit.
 */
import { actingBy } from '../arbitration.ts';
import {
  type Caller,
  type Command,
  type CommandOf,
  commandsOver,
  type Refused,
  type WorkOn,
} from '../engineCommand.ts';
import { type Preview, previewCommand } from '../previewCommand.ts';
import { type FillInput, fill } from './fillTime.ts';
import { type ResumeInput, resume } from './resumeSlice.ts';
import { type Deleted, type Edited, type EditInput, edit, remove } from './sliceEdits.ts';
import { createSliceReads } from './sliceReads.ts';
import { type JoinInput, join, type ManyChanged, type SplitInput, split } from './splitAndJoin.ts';
import { type Started, type StartInput, start } from './startSlice.ts';
import { type StopInput, type Stopped, type StoppedIfAny, stop, stopIfAny } from './stopSlice.ts';
import { undoCause } from './undoCause.ts';
import { type UndoInput, type Undone, undo } from './undoChange.ts';
import { type UndoParts, undoLargeGroup } from './undoGroup.ts';

/** What a command would change, and nothing done. */
type PreviewOf<Input> = (caller: Caller, input: Input) => Promise<Preview | Refused>;

type Previews = Readonly<{
  editSlice: PreviewOf<EditInput>;
  deleteSlice: PreviewOf<Readonly<{ sliceId: string }>>;
  splitSlice: PreviewOf<SplitInput>;
  joinSlices: PreviewOf<JoinInput>;
  fillTime: PreviewOf<FillInput>;
  resumeSlice: PreviewOf<ResumeInput>;
  undoChange: PreviewOf<UndoInput>;
}>;

export type TimeEngine = Readonly<{
  startSlice: CommandOf<StartInput, Started>;
  stopSlice: CommandOf<StopInput, Stopped>;
  stopSliceIfExists: CommandOf<StopInput, StoppedIfAny>;
  editSlice: CommandOf<EditInput, Edited>;
  deleteSlice: CommandOf<Readonly<{ sliceId: string }>, Deleted>;
  undoChange: CommandOf<UndoInput, Undone>;
  splitSlice: CommandOf<SplitInput, ManyChanged>;
  joinSlices: CommandOf<JoinInput, ManyChanged>;
  fillTime: CommandOf<FillInput, ManyChanged>;
  resumeSlice: CommandOf<ResumeInput, Started>;
  preview: Previews;
}> &
  ReturnType<typeof createSliceReads>;

export function createTimeEngine(parts: UndoParts): TimeEngine {
  const command = commandsOver(parts);
  const preview =
    <Input, Value>(workOn: WorkOn<Input, Value>): PreviewOf<Input> =>
    (caller, input) =>
      previewCommand(parts, caller, (given) => workOn(given, input));
  const resumeBy = (given: Command, input: ResumeInput) =>
    resume(actingBy(given, input.source), input);
  const undoOne = async (given: Command, input: UndoInput) => {
    const undone =
      input.cause === undefined ? await undo(given, input) : await undoCause(given, input.cause);
    const groupId = undone.kind === 'done' ? undone.groupId : null;
    if (groupId !== null) await parts.groupUndone(given, groupId);
    return undone;
  };
  return {
    ...createSliceReads(parts),
    startSlice: command((given, input) => start(actingBy(given, input.source), input, 'start')),
    stopSlice: command((given, input) => stop(given, input, 'stop')),
    stopSliceIfExists: command(stopIfAny),
    editSlice: command(edit),
    deleteSlice: command(remove),
    undoChange: async (caller, input, idempotency) =>
      (await undoLargeGroup(parts, caller, { input, idempotency })) ??
      command(undoOne)(caller, input, idempotency),
    splitSlice: command(split),
    joinSlices: command(join),
    fillTime: command(fill),
    resumeSlice: command(resumeBy),
    preview: {
      editSlice: preview(edit),
      deleteSlice: preview(remove),
      splitSlice: preview(split),
      joinSlices: preview(join),
      fillTime: preview(fill),
      resumeSlice: preview(resumeBy),
      undoChange: preview(undoOne),
    },
  };
}
