/**
 * One week while it is played: the world, what is to happen in it, and what the server took of it
 * so far. playWeek.ts lets it pass.
 */
import type { Find, Finding } from '../checkers/finding.ts';
import { createNemesis } from '../nemesis.ts';
import type { Breakage } from '../program.ts';
import type { VirtualTime } from '../virtualTime.ts';
import { beginning, createWorld, type World } from '../world.ts';
import type { Delivery } from './delivery.ts';
import { createDiscordSide } from './discordSide.ts';
import type { Correction } from './tellHealth.ts';
import { createTogglWatch } from './togglWatch.ts';
import type { WeekOptions } from './weekOptions.ts';
import { planOf } from './weekPlan.ts';

const mostOfEach = 12;

export type Watching = Readonly<{ onTrace?: (line: string) => void; breakage?: Breakage }>;

export type Week = Awaited<ReturnType<typeof createWeek>>;

export async function createWeek(options: WeekOptions, { onTrace, breakage }: Required<Watching>) {
  const findings: Finding[] = [];
  const late: { world: World | null } = { world: null };
  const find: Find = (checker, text) => {
    const told = findings.filter((one) => one.checker === checker).length;
    const at = late.world?.time.now() ?? beginning;
    if (told < mostOfEach) findings.push({ checker, at, text });
  };
  const { reserve } = options.world;
  const health = options.health === 'sent-to-toggl' ? 'on' : 'off';
  const toggl = createTogglWatch({ world: () => late.world, reserve, health, find });
  const { onWire, onRestart } = toggl;
  const discords: ReturnType<typeof createDiscordSide>[] = [];
  const discord = (time: VirtualTime) => {
    const side = createDiscordSide(time.now);
    discords.push(side);
    return side;
  };
  const settings = { TOGGL_SEND_HEALTH: health };
  const watch = { find, onTrace, breakage, onWire, onRestart, settings };
  const isSeen = options.evenings === 'in-discord';
  const world = await createWorld(options.world, { ...watch, ...(isSeen && { discord }) });
  late.world = world;
  return {
    world,
    discord: discords[0] ?? null,
    random: world.random.fork('evening'),
    toggl,
    find,
    findings,
    plan: planOf(options, world.random),
    ids: options.sampleIds,
    nemesis: createNemesis(world),
    counts: { deliveries: 0, overtaken: 0, doubts: 0 },
    last: { correction: null as Correction | null },
    /** Which happenings the server took, and from when on. */
    taken: new Map<number, number>(),
    /** What had no answer yet, by its happening. */
    unanswered: new Map<number, Delivery>(),
  };
}
