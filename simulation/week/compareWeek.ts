/**
 * What has to be true when the week is over: the history is the perfect observer's, nothing is
 * left open by a cause that ended, Toggl shows what is wanted, and a correction can be undone.
 */
import { invariant } from '../../core/invariant.ts';
import { beginning, type World } from '../world.ts';
import { differencesOf } from './checkers/history.ts';
import { leftOpen } from './checkers/leftOpen.ts';
import { unlockedSleep } from './checkers/measured.ts';
import { undoCorrection } from './corrections.ts';
import { observe } from './perfectObserver.ts';
import type { TogglStatus } from './togglWatch.ts';
import type { Week } from './week.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const hoursToCatchUp = 48;

export function compareHistory({ world, plan, taken, find }: Week) {
  const received = plan.happenings.flatMap((happening) => {
    const at = taken.get(happening.number);
    return at === undefined ? [] : [{ ...happening, at }];
  });
  const slices = world.observer.slicesSince(beginning - dayMs);
  const sessions = plan.evenings.flatMap((evening) => evening.sessions);
  const written = observe({ happenings: received, sessions, measured: plan.measured });
  for (const text of differencesOf(slices, written)) find('history', text);
  for (const text of leftOpen(slices, received)) find('left open', text);
  for (const text of unlockedSleep(slices)) find('sleep', text);
  return slices;
}

/** Where nothing came after the last night. */
export async function undoLast(week: Week): Promise<void> {
  const { plan, last } = week;
  const lastTapAt = plan.happenings.at(-1)?.at ?? 0;
  const { correction } = last;
  if (correction === null || correction.at < lastTapAt) return;
  if (correction.sliceIds.length > 0) await undoCorrection(correction, week);
}

export async function compareToggl({ world, toggl, find }: Week): Promise<void> {
  for (let hour = 0; hour < hoursToCatchUp; hour += 1) {
    await world.advance(hourMs);
    const status = await togglStatus(world);
    if (!status.connected || status.pending > 0) continue;
    toggl.sample(world, beginning - dayMs);
    return toggl.compare(world, status);
  }
  find('liveness', `Not settled ${hoursToCatchUp} h after healing.`);
}

async function togglStatus(world: World): Promise<TogglStatus> {
  const reply = await world.send({ method: 'GET', path: '/api/toggl/status' });
  invariant(reply?.status === 200, 'nothing strikes the program once all is healed');
  return reply.body as TogglStatus;
}
