/** The commands over slices, each followed by a nudge: see commandThenNudge.ts. */

import type { ManyChanged } from './engine/splitAndJoin.ts';
import type { TimeEngine } from './engine/timeEngine.ts';
import type { Caller } from './engineCommand.ts';
import { after, type Changed, ended, type Followers, follow } from './nudge.ts';

type LiveCommands = Pick<
  TimeEngine,
  'startSlice' | 'stopSlice' | 'stopSliceIfExists' | 'editSlice' | 'deleteSlice' | 'undoChange'
>;

type HistoryCommands = Pick<
  TimeEngine,
  'splitSlice' | 'joinSlices' | 'fillTime' | 'resumeSlice' | 'preview'
>;

export type EngineCommands = LiveCommands & HistoryCommands;

type Parts = Readonly<{ engine: EngineCommands }> & Followers;

export function engineCommands(parts: Parts): EngineCommands {
  return { ...liveCommands(parts), ...historyCommands(parts) };
}

function liveCommands({ engine, ...followers }: Parts): LiveCommands {
  const look = (caller: Caller, changed: Changed) => follow(followers, caller.accountId, changed);
  return {
    startSlice: async (caller, input, idempotency) =>
      after(await engine.startSlice(caller, input, idempotency), (started) =>
        look(caller, { ...started, slices: [started.slice, ...started.also] }),
      ),
    stopSlice: async (caller, input, idempotency) =>
      after(await engine.stopSlice(caller, input, idempotency), (stopped) =>
        look(caller, { ...stopped, slices: [stopped.slice] }),
      ),
    stopSliceIfExists: async (caller, input, idempotency) =>
      after(await engine.stopSliceIfExists(caller, input, idempotency), (stopped) =>
        look(caller, { ...stopped, slices: stopped.slice === null ? [] : [stopped.slice] }),
      ),
    editSlice: async (caller, input, idempotency) =>
      after(await engine.editSlice(caller, input, idempotency), (edited) =>
        look(caller, { ...edited, slices: [edited.slice] }),
      ),
    // Deleting what runs has the urgency of a stop.
    deleteSlice: async (caller, input, idempotency) =>
      after(await engine.deleteSlice(caller, input, idempotency), ({ slice, changeId }) =>
        look(caller, { changeId, slices: [ended(slice)] }),
      ),
    undoChange: async (caller, input, idempotency) =>
      after(await engine.undoChange(caller, input, idempotency), (undone) => {
        const { slices, removed, tasks, changeId } = undone;
        look(caller, { changeId, slices: [...slices, ...removed.map(ended)] });
        // A name that went back stands in the running entry, whether or not a slice changed.
        if (tasks.length === 0) return;
        followers.projection.syncWorkModeTags(caller.accountId, null, null);
      }),
  };
}

/** Nothing is sent for a preview: it changes nothing. */
function historyCommands({ engine, ...followers }: Parts): HistoryCommands {
  const lookAtMany = (caller: Caller, { slices, removed, changeId }: ManyChanged) =>
    follow(followers, caller.accountId, {
      changeId,
      slices: [...slices, ...removed.map(ended)],
    });
  return {
    preview: engine.preview,
    splitSlice: async (caller, input, idempotency) =>
      after(await engine.splitSlice(caller, input, idempotency), (done) =>
        lookAtMany(caller, done),
      ),
    joinSlices: async (caller, input, idempotency) =>
      after(await engine.joinSlices(caller, input, idempotency), (done) =>
        lookAtMany(caller, done),
      ),
    fillTime: async (caller, input, idempotency) =>
      after(await engine.fillTime(caller, input, idempotency), (done) => lookAtMany(caller, done)),
    resumeSlice: async (caller, input, idempotency) =>
      after(await engine.resumeSlice(caller, input, idempotency), ({ slice, also, changeId }) =>
        follow(followers, caller.accountId, { changeId, slices: [slice, ...also] }),
      ),
  };
}
