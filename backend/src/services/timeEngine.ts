/**
 * The truth for live time: every command and every question of the engine. It knows nothing of
 * Toggl and cannot reach the network, so no door and no outage can slow or fail a write. What
 * should follow a command in Toggl is the caller's nudge, after the commit.
 */
import {
  type Caller,
  type CommandResult,
  type EngineParts,
  type Idempotency,
  runCommand,
  type Work,
} from './engineCommand.ts';
import { type ForeignImported, type ImportInput, importForeign } from './importForeign.ts';
import { type Deleted, type Edited, type EditInput, edit, remove } from './sliceEdits.ts';
import { createSliceReads } from './sliceReads.ts';
import { type Started, type StartInput, start } from './startSlice.ts';
import { type StopInput, type Stopped, type StoppedIfAny, stop, stopIfAny } from './stopSlice.ts';
import { type Toggled, type ToggleInput, toggle } from './toggleSlice.ts';
import { type UndoInput, type Undone, undo } from './undoChange.ts';

type CommandOf<Input, Value> = (
  caller: Caller,
  input: Input,
  idempotency?: Idempotency<Value>,
) => Promise<CommandResult<Value>>;

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
}> &
  ReturnType<typeof createSliceReads>;

export function createTimeEngine(parts: EngineParts): TimeEngine {
  function command<Input, Value>(workOn: (input: Input) => Work<Value>): CommandOf<Input, Value> {
    return (caller, input, idempotency) =>
      runCommand(parts, caller, { work: workOn(input), idempotency });
  }
  return {
    ...createSliceReads(parts),
    startSlice: command((input) => (given) => start(given, input, 'start')),
    stopSlice: command((input) => (given) => stop(given, input, 'stop')),
    stopSliceIfExists: command((input) => (given) => stopIfAny(given, input)),
    toggleSlice: command((input) => (given) => toggle(given, input)),
    editSlice: command((input) => (given) => edit(given, input)),
    deleteSlice: command((input) => (given) => remove(given, input)),
    importForeign: command((input) => (given) => importForeign(given, input)),
    undoChange: command((input) => (given) => undo(given, input)),
  };
}
