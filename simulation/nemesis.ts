/**
 * What goes wrong beside the calls: outages, a human in Timery, a clock that steps, restarts and
 * deaths of the program. Each act is drawn from the options and told to the trace.
 */
import type { DeathPlan } from './life.ts';
import { humanTags, humanTexts, type Mishap } from './options.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const minuteMs = 60_000;
/** Longer than Toggl's clock is ahead by little: there the human is in a second of their own. */
const humanPauseMs = 4_000;

type Nemesis = Readonly<{
  /** Perhaps does some harm. */
  strike(): Promise<void>;
  counts(): ReadonlyMap<Mishap, number>;
}>;

export function createNemesis(world: World): Nemesis {
  const random = world.random.fork('nemesis');
  const past = world.random.fork('past');
  const counts = new Map<Mishap, number>();
  return {
    strike: async () => {
      for (const [mishap, chance] of Object.entries(world.options.mishaps) as [Mishap, number][]) {
        // Of its own chance: it moves nothing in days that have none.
        const own = mishap === 'human-past' ? past : random;
        if (!own.chance(chance)) continue;
        counts.set(mishap, (counts.get(mishap) ?? 0) + 1);
        world.trace(`mishap ${mishap}`);
        await happen(mishap, world, own);
        // What the webhook tells of it sets out.
        world.post.collect();
        // Nobody could tell a human's copy from ours in one and the same second.
        if (mishap.startsWith('human-')) await world.advance(humanPauseMs);
      }
    },
    counts: () => counts,
  };
}

async function happen(mishap: Mishap, world: World, random: Random): Promise<void> {
  const { human } = world;
  switch (mishap) {
    case 'outage':
      return beginOutage(world, random);
    case 'human-start':
      touchRunning(world);
      startByHand(world, random);
      return;
    case 'human-stop':
      return stopByHand(world);
    case 'human-edit':
      return editByHand(world, random);
    case 'human-delete':
      return deleteByHand(world, random);
    case 'human-continue': {
      const entry = someEntry(world, random);
      if (entry === null) return;
      touchRunning(world);
      human.continueEntry(entry.id);
      return;
    }
    case 'human-spends':
      return human.spend(random.pick(['user', 'organization']), random.between(1, 25));
    case 'human-past':
      return recordPast(world, random);
    case 'clock-step':
      return world.stepClock(random.pick([-90_000, -3_000, 2_000, 30_000, 600_000]));
    case 'restart':
      return world.program().life.isOver() ? undefined : world.restart();
    case 'crash-now':
      return world.program().life.end();
    case 'crash-at-commit':
      return planDeath(world, random, ['before-commit', 'after-commit']);
    case 'crash-at-call':
      return planDeath(world, random, ['before-call', 'in-call', 'after-call']);
  }
}

function beginOutage(world: World, random: Random): void {
  world.wire.setOutage(true);
  const lastsMs = random.pick([10_000, 5 * minuteMs, 60 * minuteMs]);
  world.time.outside.after(lastsMs, () => world.wire.setOutage(false));
}

function planDeath(world: World, random: Random, places: readonly DeathPlan['place'][]): void {
  const plan = { place: random.pick(places), countdown: random.between(1, 6) };
  world.program().life.plan(plan);
}

function someEntry(world: World, random: Random) {
  const recent = world.sandbox
    .entries()
    .filter(({ deletedAt }) => deletedAt === null)
    .slice(-8);
  return recent.length === 0 ? null : random.pick(recent);
}

function touch(world: World, entryId: number, field: string): void {
  const fields = world.touched.get(entryId) ?? new Set();
  fields.add(field);
  world.touched.set(entryId, fields);
}

/** With our mark and our text in our second nobody could tell it from ours: so never all three. */
function startByHand({ human }: World, random: Random): void {
  const tags = random.pick([[], ['home'], ['compass']]);
  const texts = tags.includes('compass') ? ['Nap'] : ['Tea', 'Nap', 'Coding'];
  human.start(random.pick(texts), { tags });
}

/** Written down afterwards; some with a project, some over what was tracked here. */
function recordPast(world: World, random: Random): void {
  const { human, sandbox } = world;
  const running = sandbox.running();
  const stopSecond = Math.floor(sandbox.togglNow() / 1000) - 60 * random.between(1, 600);
  const startSecond = stopSecond - 60 * random.between(1, 120);
  const projectId = random.chance(0.5) ? (someEntry(world, random)?.projectId ?? null) : null;
  const tags = random.chance(0.3) ? ['home'] : [];
  human.record(random.pick(['Nap', 'Tea', 'Coding']), { projectId, tags, startSecond, stopSecond });
  // One kind of Toggl ends what runs when a finished entry is made.
  const isEnded = running !== null && sandbox.running()?.id !== running.id;
  if (isEnded) touch(world, running.id, 'stop');
}

/** What runs is ended by a start of the human's, as by a stop. */
function touchRunning(world: World): void {
  const running = world.sandbox.running();
  if (running !== null) touch(world, running.id, 'stop');
}

function stopByHand(world: World): void {
  const running = world.sandbox.running();
  if (running === null) return;
  if (world.human.stop().status === 200) touch(world, running.id, 'stop');
}

function deleteByHand(world: World, random: Random): void {
  const entry = someEntry(world, random);
  if (entry === null) return;
  if (world.human.delete(entry.id).status === 200) touch(world, entry.id, 'deleted');
}

function editByHand(world: World, random: Random): void {
  const entry = someEntry(world, random);
  if (entry === null) return;
  const field = random.pick(['description', 'tags', 'start', 'stop', 'project'] as const);
  const edit = editOf(field, entry, random);
  if (edit === null) return;
  if (world.human.edit(entry.id, edit).status === 200) touch(world, entry.id, field);
}

type EditedField = 'description' | 'tags' | 'start' | 'stop' | 'project';
type Entry = NonNullable<ReturnType<typeof someEntry>>;

function editOf(field: EditedField, entry: Entry, random: Random) {
  switch (field) {
    case 'description':
      return { description: random.pick(humanTexts) };
    case 'tags':
      return { tags: [...entry.tags, random.pick(humanTags)] };
    case 'start':
      return { startSecond: entry.startSecond - 60 * random.between(1, 10) };
    case 'stop':
      return entry.stopSecond === null
        ? null
        : { stopSecond: entry.stopSecond + 60 * random.between(1, 10) };
    case 'project':
      return { projectId: null };
  }
}
