/**
 * What Toggl has to show: all that is wanted where the program says that nothing is pending, and
 * in the end, once the world is healed and had the time to catch up (liveness).
 */
import { invariant } from '../core/invariant.ts';
import { differences } from './checkers/converged.ts';
import { dayMs, minuteMs, type Run, takeSample } from './run.ts';
import { beginning, type World } from './world.ts';

export async function heal({ world }: Run): Promise<void> {
  world.wire.setOutage(false);
  world.wire.heal();
  world.program().life.spare();
  world.post.heal();
  await world.advance(2 * minuteMs);
}

/**
 * Where the program says that nothing is pending, Toggl shows it: not only in the end. What waits
 * for an answer of a person is not counted as pending, whatever else of it differs.
 */
export async function demandWhatIsClaimed(run: Run): Promise<void> {
  const { world } = run;
  const isQuiet = world.wire.onTheWay() === 0 && world.wire.inFlight() === 0;
  if (!isQuiet) return;
  const status = await togglStatus(world);
  // Even a question writes when its token was last used, so the program may die of it.
  if (status === null || !isSettled(status)) return;
  compareAll(run, { status, leftAlone: new Set(world.observer.heldSlices()) });
}

/** A full hour's bucket is spent in an hour, so a backlog needs that many. */
const hoursToCatchUp = 48;

/** First as it is, then with every warning answered. */
export async function demandConvergence(run: Run): Promise<void> {
  await compareCaughtUp(run);
  await run.answers.answerAll(run.world, run.random);
  await compareCaughtUp(run);
  run.duplicates.atEnd();
}

async function compareCaughtUp(run: Run): Promise<void> {
  await catchUp(run);
  const status = await togglStatus(run.world);
  invariant(status, 'nothing strikes the program once all is healed');
  compareAll(run, { status, leftAlone: new Set() });
}

async function catchUp({ world, find }: Run): Promise<void> {
  for (let hour = 0; hour < hoursToCatchUp; hour += 1) {
    await world.advance(60 * minuteMs);
    if (isSettled(await togglStatus(world))) return;
  }
  const status = await togglStatus(world);
  find('liveness', `Not settled ${hoursToCatchUp} h after healing: ${JSON.stringify(status)}`);
}

type Comparing = Readonly<{ status: TogglStatus; leftAlone: ReadonlySet<string> }>;

function compareAll(run: Run, { status, leftAlone }: Comparing): void {
  const { world, wanted, duplicates, find } = run;
  // An undo may have reached back further than any look since.
  const slices = takeSample(run, beginning - dayMs);
  const entryOf = new Map(
    slices.flatMap(({ id, entryId }) => (entryId === null ? [] : [[id, entryId] as const])),
  );
  const { sliceOf } = duplicates;
  const { touched } = world;
  const entries = world.sandbox.entries();
  const parked = new Set(status.parkedSlices.map(({ sliceId }) => sliceId));
  const leftOut = new Set([...parked, ...leftAlone, ...run.closedBefore.sliceIds()]);
  const comparing = { wanted: wanted.now(), entries, entryOf, sliceOf, leftOut, touched };
  for (const text of differences(comparing)) find('converged', text);
  run.parked.judge(parked);
}

type TogglStatus = Readonly<{
  connected: boolean;
  pending: number;
  parkedSlices: readonly Readonly<{ sliceId: string }>[];
}>;

/** null where the question met the death of the program. */
async function togglStatus(world: World): Promise<TogglStatus | null> {
  const reply = await world.send({ method: 'GET', path: '/api/toggl/status' });
  return reply?.status === 200 ? (reply.body as TogglStatus) : null;
}

function isSettled(status: TogglStatus | null): boolean {
  return status?.connected === true && status.pending === 0;
}
