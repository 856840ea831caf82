/**
 * The truth for live time: every command and every question of the engine. It knows nothing of
 * Toggl and cannot reach the network, so no door and no outage can slow or fail a write. What
 * should follow a command in Toggl is the caller's nudge, after the commit.
 */
import { actingBy } from '../arbitration.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type EngineParts,
  type Idempotency,
  type Refused,
  runCommand,
  type Work,
} from '../engineCommand.ts';
import { type ForeignImported, type ImportInput, importForeign } from '../history/importForeign.ts';
import { type Preview, previewCommand } from '../previewCommand.ts';
import { type FillInput, fill } from './fillTime.ts';
import { type ResumeInput, resume } from './resumeSlice.ts';
import { type Deleted, type Edited, type EditInput, edit, remove } from './sliceEdits.ts';
import { createSliceReads } from './sliceReads.ts';
import { type JoinInput, join, type ManyChanged, type SplitInput, split } from './splitAndJoin.ts';
import { type Started, type StartInput, start } from './startSlice.ts';
import { type StopInput, type Stopped, type StoppedIfAny, stop, stopIfAny } from './stopSlice.ts';
import { type Toggled, type ToggleInput, toggle } from './toggleSlice.ts';
import { undoCause } from './undoCause.ts';
import { type UndoInput, type Undone, undo } from './undoChange.ts';
import { undoLargeGroup } from './undoGroup.ts';

type CommandOf<Input, Value> = (
  caller: Caller,
  input: Input,
  idempotency?: Idempotency<Value>,
) => Promise<CommandResult<Value>>;

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
  toggleSlice: CommandOf<ToggleInput, Toggled>;
  editSlice: CommandOf<EditInput, Edited>;
  deleteSlice: CommandOf<Readonly<{ sliceId: string }>, Deleted>;
  /** History from Toggl: it opens and closes nothing that runs. */
  importForeign: CommandOf<ImportInput, ForeignImported>;
  undoChange: CommandOf<UndoInput, Undone>;
  splitSlice: CommandOf<SplitInput, ManyChanged>;
  joinSlices: CommandOf<JoinInput, ManyChanged>;
  fillTime: CommandOf<FillInput, ManyChanged>;
  resumeSlice: CommandOf<ResumeInput, Started>;
  preview: Previews;
}> &
  ReturnType<typeof createSliceReads>;

export function createTimeEngine(parts: EngineParts): TimeEngine {
  function command<Input, Value>(workOn: (input: Input) => Work<Value>): CommandOf<Input, Value> {
    return (caller, input, idempotency) =>
      runCommand(parts, caller, { work: workOn(input), idempotency });
  }
  function preview<Input, Value>(workOn: (input: Input) => Work<Value>): PreviewOf<Input> {
    return (caller, input) => previewCommand(parts, caller, workOn(input));
  }
  const works = {
    edit: (input: EditInput) => (given: Command) => edit(given, input),
    remove: (input: Readonly<{ sliceId: string }>) => (given: Command) => remove(given, input),
    split: (input: SplitInput) => (given: Command) => split(given, input),
    join: (input: JoinInput) => (given: Command) => join(given, input),
    fill: (input: FillInput) => (given: Command) => fill(given, input),
    resume: (input: ResumeInput) => (given: Command) =>
      resume(actingBy(given, input.source), input),
    undo: (input: UndoInput) => (given: Command) =>
      input.cause === undefined ? undo(given, input) : undoCause(given, input.cause),
  };
  return {
    ...createSliceReads(parts),
    startSlice: command((input) => (given) => start(actingBy(given, input.source), input, 'start')),
    stopSlice: command((input) => (given) => stop(given, input, 'stop')),
    stopSliceIfExists: command((input) => (given) => stopIfAny(given, input)),
    toggleSlice: command((input) => (given) => toggle(actingBy(given, input.source), input)),
    importForeign: command((input) => (given) => importForeign(given, input)),
    editSlice: command(works.edit),
    deleteSlice: command(works.remove),
    undoChange: async (caller, input, idempotency) =>
      (await undoLargeGroup(parts, caller, { input, idempotency })) ??
      command(works.undo)(caller, input, idempotency),
    splitSlice: command(works.split),
    joinSlices: command(works.join),
    fillTime: command(works.fill),
    resumeSlice: command(works.resume),
    preview: {
      editSlice: preview(works.edit),
      deleteSlice: preview(works.remove),
      splitSlice: preview(works.split),
      joinSlices: preview(works.join),
      fillTime: preview(works.fill),
      resumeSlice: preview(works.resume),
      undoChange: preview(works.undo),
    },
  };
}
