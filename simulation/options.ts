/**
 * One seed becomes one whole set of options, printed with every run. Swarm testing: each seed
 * leaves out some actions and some faults altogether, because a world that does everything at
 * once seldom does one thing often enough. Every fact about Toggl that no source settles
 * (docs/toggl-notes.md) is drawn both ways.
 */
import type { Switches } from '../toggl-sandbox/config.ts';
import {
  drawHistory,
  type EventFault,
  type HistoryOptions,
  type WebhookOptions,
} from './historyOptions.ts';
import { createRandom, type Random } from './random.ts';

export type Action =
  | 'switch'
  | 'start-with-mode'
  | 'stop'
  | 'toggle'
  | 'mode'
  | 'other-lane'
  | 'tag-churn'
  | 'double-fire'
  | 'backdated-start'
  | 'backdated-stop'
  | 'edit-times'
  | 'edit-category'
  | 'lock'
  | 'reopen'
  | 'delete'
  | 'undo'
  | 'rename-category'
  | 'answer-warning'
  | 'import'
  | TaskAction;

export type TaskAction = 'task-create' | 'task-activate' | 'task-complete' | 'task-edit';

/** What goes wrong with one call to Toggl. `late` arrives after its caller has given up. */
export type WireFault =
  | 'unreachable'
  | 'lost-before'
  | 'lost-after'
  | 'hang-before'
  | 'hang-after'
  | 'late'
  | 'server-error-before'
  | 'server-error-after'
  | 'rate-limited'
  | 'quota-exhausted'
  | 'plan-refused';

/** What goes wrong beside the calls, drawn once before each action. */
export type Mishap =
  | 'outage'
  | 'human-start'
  | 'human-stop'
  | 'human-edit'
  | 'human-delete'
  | 'human-continue'
  | 'human-spends'
  | 'human-past'
  | 'clock-step'
  | 'restart'
  | 'crash-now'
  | 'crash-at-commit'
  | 'crash-at-call';

export type Fault = WireFault | Mishap | EventFault;

export type Options = Readonly<{
  seed: string;
  days: number;
  weather: Weather;
  machine: 'sleeps' | 'always-on';
  actions: Readonly<Record<Action, number>>;
  actionsPerDay: number;
  wireFaults: Readonly<Record<WireFault, number>>;
  mishaps: Readonly<Record<Mishap, number>>;
  latencyMs: Readonly<{ least: number; most: number }>;
  /** Reads may show Toggl as it was so long ago. */
  stalenessMs: number;
  reserve: number;
  clockOffsetMs: number;
  switches: Partial<Switches>;
  history: HistoryOptions | null;
  webhook: WebhookOptions | null;
}>;

/** `calm` has no fault and no human: there the calls are counted against their lower bound. */
export type Weather = 'calm' | 'rough';

/** What PRIMARY is; the first of them have a Toggl project of the same name. */
export const activities = [
  'Coding',
  'Writing',
  'Meeting',
  'Reading',
  'Cooking',
  'Errands',
  'Workout',
  'Gaming',
];
export const projectNames = activities.slice(0, 5);
export const modes = ['Deep Work', 'Shallow', 'Admin'];
/** What only the human in Timery writes. */
export const humanTags = ['billable', 'home'];
export const humanTexts = ['by hand', 'tests green', 'call with Ann'];

/** The longest a call may be on its way, and the oldest state a read may show. Printed. */
export const longestDelayMs = 40_000;
export const longestStalenessMs = 3_000;

/** Those that are drawn with the others; tasks and imports have chances of their own. */
type UsualAction = Exclude<Action, TaskAction | 'import'>;

const actionWeights: Readonly<Record<UsualAction, number>> = {
  switch: 30,
  'start-with-mode': 6,
  stop: 8,
  toggle: 4,
  mode: 12,
  'other-lane': 6,
  'tag-churn': 3,
  'double-fire': 4,
  'backdated-start': 5,
  'backdated-stop': 3,
  'edit-times': 5,
  'edit-category': 3,
  lock: 1,
  reopen: 3,
  delete: 4,
  undo: 5,
  'rename-category': 1,
  'answer-warning': 4,
};

const taskWeights: Readonly<Record<TaskAction, number>> = {
  'task-create': 3,
  'task-activate': 14,
  'task-complete': 6,
  'task-edit': 5,
};

/** Without these no day is a day. */
const alwaysThere: readonly UsualAction[] = ['switch', 'stop', 'answer-warning'];

export function optionsOf(seed: string, days: number): Options {
  const random = createRandom(seed).fork('options');
  const weather: Weather = random.chance(0.25) ? 'calm' : 'rough';
  const isRough = weather === 'rough';
  const { history, webhook, importWeight, humanPast } = drawHistory(seed, weather);
  return {
    seed,
    days,
    weather,
    machine: random.chance(0.9) ? 'sleeps' : 'always-on',
    actions: {
      ...swarm(random, actionWeights, alwaysThere),
      ...taskActions(seed),
      import: importWeight,
    },
    actionsPerDay: random.pick([4, 8, 16, 40]),
    wireFaults: isRough ? wireFaults(random) : scaled(wireFaultWeights, 0),
    mishaps: {
      ...(isRough ? mishaps(random) : withoutMishaps),
      'human-past': humanPast,
    },
    latencyMs: random.pick(isRough ? [...promptLatencies, slowLatency] : promptLatencies),
    stalenessMs: isRough && random.chance(0.3) ? longestStalenessMs : 0,
    reserve: random.pick([0, 2, 5, 5, 10]),
    clockOffsetMs: isRough ? random.pick([0, 0, -800, 1500, -45_000, 90_000]) : 0,
    switches: switches(random),
    history,
    webhook,
  };
}

/**
 * Drawn from a chance of their own: a seed without tasks plays the very days that it played before
 * there were any.
 */
function taskActions(seed: string): Record<TaskAction, number> {
  const random = createRandom(seed).fork('tasks');
  if (random.chance(0.5)) return scaled(taskWeights, 0) as Record<TaskAction, number>;
  return swarm<TaskAction>(random, taskWeights, ['task-create', 'task-activate']);
}

const promptLatencies = [
  { least: 0, most: 0 },
  { least: 20, most: 120 },
  { least: 100, most: 400 },
];
/** So slow that Toggl ends a switched entry seconds late: its true end is written then. */
const slowLatency = { least: 100, most: 3000 };

function swarm<Key extends string>(
  random: Random,
  weights: Readonly<Record<Key, number>>,
  kept: readonly Key[],
): Record<Key, number> {
  const drawn = Object.entries(weights).map(([key, weight]) => [
    key,
    kept.includes(key as Key) || random.chance(0.75) ? weight : 0,
  ]);
  return Object.fromEntries(drawn);
}

const wireFaultWeights: Readonly<Record<WireFault, number>> = {
  unreachable: 1,
  'lost-before': 1,
  'lost-after': 1,
  'hang-before': 1,
  'hang-after': 1,
  late: 1,
  'server-error-before': 1,
  'server-error-after': 1,
  'rate-limited': 1,
  'quota-exhausted': 0.3,
  'plan-refused': 0.1,
};

function wireFaults(random: Random): Record<WireFault, number> {
  const chances = scaled(wireFaultWeights, random.pick([0.002, 0.01, 0.03]));
  return swarm<WireFault>(random, chances, []);
}

type UsualMishap = Exclude<Mishap, 'human-past'>;

const mishapWeights: Readonly<Record<UsualMishap, number>> = {
  outage: 1,
  'human-start': 2,
  'human-stop': 2,
  'human-edit': 2,
  'human-delete': 1,
  'human-continue': 1,
  'human-spends': 2,
  'clock-step': 0.5,
  restart: 1,
  'crash-now': 1,
  'crash-at-commit': 2,
  'crash-at-call': 2,
};

const withoutMishaps = scaled(mishapWeights, 0);

function mishaps(random: Random) {
  const chances = scaled(mishapWeights, random.pick([0.002, 0.005, 0.01]));
  return swarm<UsualMishap>(random, chances, []);
}

function scaled<Key extends string>(
  weights: Readonly<Record<Key, number>>,
  factor: number,
): Record<Key, number> {
  const entries = Object.entries<number>(weights).map(([key, weight]) => [key, weight * factor]);
  return Object.fromEntries(entries);
}

function switches(random: Random): Partial<Switches> {
  const cost = () => random.pick(['free', 'unit'] as const);
  return {
    archivedProjectOnCreate: random.pick(['accept', 'refuse']),
    emptyTagList: random.pick(['clears', 'ignored']),
    tagActionDelete: random.pick(['removes', 'replaces']),
    tagPatch: random.pick(['works', 'fails']),
    tagNameCase: random.pick(['sensitive', 'insensitive']),
    endDate: random.pick(['exclusive', 'inclusive']),
    oldSince: random.pick(['refuse', 'accept']),
    sinceCap: random.pick(['thousand', 'none']),
    deletedEntryById: random.pick(['not-found', 'tombstone']),
    finishedCreate: random.pick(['leaves-running', 'stops-running']),
    reopenByPut: random.pick(['reopens', 'refused', 'ignored']),
    reopenWhileAnotherRuns: random.pick(['stops-it', 'keeps-both']),
    futureRunningStart: random.pick(['accept', 'refuse']),
    inaccessibleProjectStatus: random.pick([400, 403]),
    quotaExhaustedBody: random.pick(['json', 'text']),
    retryAfter: random.pick(['absent', 'present']),
    unauthorisedCost: cost(),
    forbiddenCost: cost(),
    quotaExhaustedCost: cost(),
    rateLimitedCost: cost(),
  };
}
