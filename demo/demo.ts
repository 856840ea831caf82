/**
 * One run of the demo: everything is set up, played and shown, and given back whatever happens,
 * ports and files too. It answers what is wrong with the end; an empty list is a good one.
 */
import { setTimeout as waitReally } from 'node:timers/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import type { Dimension } from '../core/engine/slice.ts';
import { carryOut } from './acts.ts';
import { dayText, timeText } from './clockText.ts';
import type { Event } from './event.ts';
import { type Figures, figuresLine, figuresOf } from './figures.ts';
import type { Flags } from './flags.ts';
import type { Hand } from './hand.ts';
import type { HourEvents } from './hourEvents.ts';
import { createPace, type Pace } from './pace.ts';
import { type PageServer, startPageServer } from './pageServer.ts';
import { read, readPending } from './reading.ts';
import { type Phase, play, playOn, type Speeds } from './script.ts';
import { type News, snapshotOf } from './snapshot.ts';
import { type Stage, setUpStage } from './stage.ts';
import { lineTerminal, screenTerminal, type Terminal } from './terminal.ts';

/** What is played, read from the files of the demo. */
export type Programme = Readonly<{
  timeZone: string;
  togglProjects: readonly string[];
  choices: Readonly<Record<Dimension, readonly string[]>>;
  weeks: readonly Event[];
  hour: HourEvents;
}>;

type DemoOptions = Readonly<{
  flags: Flags;
  programme: Programme;
  /** Aborted by a signal or a key: the demo then ends early, and well. */
  quit: AbortController;
  input: ReadStream;
  output: WriteStream;
}>;

type Verdict = Readonly<{ complaints: readonly string[] }>;

/** What the parts of a run share. */
type Run = DemoOptions &
  Readonly<{
    stage: Stage;
    pace: Pace;
    state: { phase: Phase; isOver: boolean };
    news: News[];
  }>;

const tickMs = 25;
/** A machine that stalls must not make the clock jump. */
const tickMaximumMs = 250;
const showEveryMs = 200;

export async function runDemo(options: DemoOptions): Promise<Verdict> {
  const { programme, quit } = options;
  const news: News[] = [];
  const stage = await setUpStage({
    startAt: programme.weeks[0]?.at ?? 0,
    timeZone: programme.timeZone,
    togglProjects: programme.togglProjects,
    tell: (line, at) => void news.push({ at, text: line }),
  });
  const pace = createPace({
    time: stage.time,
    settle: stage.settle,
    hasWork: async () => (await readPending(stage)) > 0,
    tick,
    speed: 1,
    signal: quit.signal,
  });
  const state = { phase: 'three weeks' as Phase, isOver: false };
  const run: Run = { ...options, stage, pace, state, news };
  try {
    return await onStage(run);
  } finally {
    quit.abort();
    await stage.close();
  }
}
