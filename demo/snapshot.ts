/**
 * Everything that is shown at one moment, on the page and in the terminal. What the server tells
 * comes from its API, what Toggl holds from the sandbox itself: if they disagree, one sees it.
 */
import { type Dimension, dimensions } from '../core/engine/slice.ts';
import { dayOf, dayStartAt } from '../core/time/day.ts';
import type { SandboxEntry } from '../toggl-sandbox/inspection.ts';
import type { ConnectionState } from './event.ts';
import { type Figures, figuresLine, figuresOf } from './figures.ts';
import type { News } from './news.ts';
import type { Reading } from './reading.ts';
import type { Phase } from './script.ts';
import type { Stage } from './stage.ts';
import type { SliceReply } from './wantedEntries.ts';

export type Snapshot = Readonly<{
  phase: Phase;
  nowAt: number;
  timeZone: string;
  /** Midnight in that zone. */
  dayStartAt: number;
  /** null: as fast as it goes. */
  speed: number | null;
  connection: ConnectionState;
  lanes: readonly Lane[];
  timery: TimeryView | null;
  buckets: readonly Bucket[];
  pending: number;
  held: number;
  parked: number;
  calls: readonly Call[];
  warnings: readonly News[];
  /** Newest first. */
  news: readonly News[];
  figures: Omit<Figures, 'differences'> & Readonly<{ differences: number; line: string }>;
  serverUrl: string;
}>;

type Lane = Readonly<{
  dimension: Dimension;
  choices: readonly string[];
  running: string | null;
  slices: readonly Readonly<{ category: string; startAt: number; endAt: number | null }>[];
}>;

type TimeryView = Readonly<{
  description: string;
  project: string | null;
  tags: readonly string[];
  startAt: number;
  createdWith: string;
}>;

type Bucket = Readonly<{
  name: string;
  remaining: number;
  total: number;
  /** null while no window is open. */
  resetsAt: number | null;
}>;

type Call = Readonly<{
  at: number;
  method: string;
  path: string;
  /** null when no reply came. */
  status: number | null;
  reason: string;
}>;

type Showing = Readonly<{
  stage: Stage;
  reading: Reading;
  phase: Phase;
  speed: number;
  /** Newest first. */
  news: readonly News[];
  choices: Readonly<Record<Dimension, readonly string[]>>;
}>;

/** The longest stretch that the page draws. */
const drawnMs = 24 * 3_600_000;

export function snapshotOf(showing: Showing): Snapshot {
  const { stage, reading, phase, speed, choices } = showing;
  const { pending, held, parked } = reading.status;
  const nowAt = stage.time.now();
  const { timeZone } = stage;
  const days = { timeZone, dayStartMinutes: 0 };
  const figures = figuresOf(stage, reading);
  return {
    phase,
    nowAt,
    timeZone,
    dayStartAt: dayStartAt(dayOf(nowAt, days), days),
    speed: Number.isFinite(speed) ? speed : null,
    connection: stage.wire.connection,
    lanes: dimensions.map((dimension) =>
      laneOf({ dimension, choices: choices[dimension], slices: reading.slices, nowAt }),
    ),
    timery: timeryOf(stage),
    buckets: bucketsOf(stage),
    pending,
    held,
    parked,
    calls: reading.calls.map(({ at, ...call }) => ({ ...call, at: Date.parse(at) })),
    warnings: reading.warnings.map(({ at, message }) => ({ at: Date.parse(at), text: message })),
    news: showing.news,
    figures: {
      ...figures,
      differences: figures.differences.length,
      line: figuresLine(figures),
    },
    serverUrl: stage.addresses.server,
  };
}

type LaneParts = Readonly<{
  dimension: Dimension;
  choices: readonly string[];
  slices: readonly SliceReply[];
  nowAt: number;
}>;

function laneOf({ dimension, choices, slices, nowAt }: LaneParts): Lane {
  const shown = slices
    .filter((slice) => slice.dimension === dimension)
    .map(({ category, start, end }) => ({
      category,
      startAt: Date.parse(start),
      endAt: end === null ? null : Date.parse(end),
    }))
    .filter(({ endAt }) => endAt === null || endAt > nowAt - drawnMs);
  const running = shown.find(({ endAt }) => endAt === null)?.category ?? null;
  return { dimension, choices, running, slices: shown };
}

function timeryOf({ sandbox, projectIds }: Stage): TimeryView | null {
  const entry = sandbox.running();
  if (entry === null) return null;
  const { description, tags, startSecond, createdWith } = entry;
  const project = projectName(entry, projectIds);
  return { description, project, tags, startAt: startSecond * 1000, createdWith };
}

function projectName(entry: SandboxEntry, projectIds: Stage['projectIds']): string | null {
  return [...projectIds].find(([, id]) => id === entry.projectId)?.[0] ?? null;
}

function bucketsOf({ sandbox }: Stage): readonly Bucket[] {
  const { organization, user } = sandbox.quota();
  return [
    { name: 'organization', ...organization },
    { name: 'user', ...user },
  ];
}
