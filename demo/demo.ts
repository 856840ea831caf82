/**
 * One run of the demo: everything is set up, played and shown, and given back whatever happens,
 * ports and files too. It answers what is wrong at the end; an empty list is a good end.
 */

import { setTimeout as waitReally } from 'node:timers/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import type { Dimension } from '../core/engine/slice.ts';
import { createVirtualTime } from '../simulation/virtualTime.ts';
import { carryOut } from './acts.ts';
import type { Event } from './event.ts';
import { differenceLines, figuresLine, figuresOf } from './figures.ts';
import type { Flags } from './flags.ts';
import type { Hand } from './hand.ts';
import type { HourEvents } from './hourEvents.ts';
import { createNewsBoard, type NewsBoard } from './news.ts';
import { createPace, type Pace } from './pace.ts';
import { type PageServer, startPageServer } from './pageServer.ts';
import { read, readPending } from './reading.ts';
import { type Phase, play, playOn, type Speeds } from './script.ts';
import { snapshotOf } from './snapshot.ts';
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

/** What the parts of a run share. */
type Run = DemoOptions &
  Readonly<{
    stage: Stage;
    pace: Pace;
    news: NewsBoard;
    state: { phase: Phase; isOver: boolean };
  }>;

const tickMs = 25;
/** A machine that stalls must not make the clock jump. */
const tickMaximumMs = 250;
const showEveryMs = 200;
const newsShown = 40;

export async function runDemo(options: DemoOptions): Promise<readonly string[]> {
  const { programme, quit } = options;
  const time = createVirtualTime(programme.weeks[0]?.at ?? 0);
  const news = createNewsBoard(time.now);
  const stage = await setUpStage({ ...programme, time, tell: news.add });
  const pace = createPace({
    time,
    settle: stage.settle,
    hasWork: async () => (await readPending(stage)) > 0,
    tick,
    speed: 1,
    signal: quit.signal,
  });
  const state = { phase: 'three weeks' as Phase, isOver: false };
  try {
    const complaints = await perform({ ...options, stage, pace, news, state });
    options.output.write(`${figuresLine(figuresOf(stage, await read(stage)))}\n`);
    return complaints;
  } finally {
    quit.abort();
    await stage.close();
  }
}

async function perform(run: Run): Promise<readonly string[]> {
  const { stage, output } = run;
  const page = await startPageServer((hand) => actByHand(run, hand));
  output.write(
    `page    ${page.url}\nserver  ${stage.addresses.server}  (secret ${stage.addresses.secret})\n` +
      `app     ${stage.addresses.signIn}  (signs in once)\n` +
      `Toggl   ${stage.addresses.sandbox}  (a sandbox on this machine)\n`,
  );
  const terminal = openTerminal(run, page);
  const playing = playAll(run).finally(() => {
    run.state.isOver = true;
  });
  try {
    const [complaints] = await Promise.all([playing, showUntilOver(run, page, terminal)]);
    return complaints;
  } finally {
    terminal.close();
    await page.close();
  }
}

/** Differences are only wrong at the end of the script: a live demo may end in the middle. */
async function playAll(run: Run): Promise<readonly string[]> {
  const { stage, pace, news, flags, quit, programme, state, output } = run;
  const onPhase = (phase: Phase) => {
    state.phase = phase;
    news.add(phase);
  };
  await play({
    stage,
    pace,
    onPhase,
    speeds: speedsOf(flags),
    weeks: programme.weeks,
    hour: programme.hour,
    onEvent: news.add,
    signal: quit.signal,
  });
  const goesOn = flags.isLive || (output.isTTY && !flags.isOnce);
  const figures = figuresOf(stage, await read(stage));
  if (goesOn && !quit.signal.aborted) {
    news.add(figuresLine(figures));
    await playOn({ pace, onPhase });
  }
  return quit.signal.aborted ? [...stage.faults] : [...differenceLines(figures), ...stage.faults];
}

/** Three weeks then take about twenty seconds. */
function speedsOf({ isFast, speed }: Flags): Speeds {
  const asFastAsItGoes = Number.POSITIVE_INFINITY;
  return isFast
    ? { weeks: asFastAsItGoes, hour: asFastAsItGoes, catchingUp: asFastAsItGoes }
    : { weeks: 100_000, hour: speed, catchingUp: 600 };
}

async function actByHand({ stage, pace, news }: Run, hand: Hand): Promise<void> {
  if (hand.kind === 'speed') pace.setSpeed(hand.speed);
  else news.add(await carryOut(stage, hand));
}

function openTerminal(run: Run, { url: pageUrl }: PageServer): Terminal {
  const { input, output, news, quit, stage } = run;
  if (!output.isTTY) return lineTerminal({ output, news, timeZone: stage.timeZone });
  return screenTerminal({
    input,
    output,
    addresses: { page: pageUrl, signIn: stage.addresses.signIn },
    onHand: (hand) => void actByHand(run, hand).catch((error) => news.add(String(error))),
    onQuit: () => quit.abort(),
  });
}

/** Shows the end as well: a page that stays open then holds the last figures. */
async function showUntilOver(run: Run, page: PageServer, terminal: Terminal): Promise<void> {
  const { stage, pace, news, state, programme } = run;
  for (;;) {
    const isLast = state.isOver;
    if (page.isWatched() || terminal.isWatched) {
      const snapshot = snapshotOf({
        stage,
        reading: await read(stage),
        phase: state.phase,
        speed: pace.speed(),
        news: news.latest(newsShown),
        choices: programme.choices,
      });
      page.show(snapshot);
      terminal.show(snapshot);
    }
    if (isLast) return;
    await waitReally(showEveryMs);
  }
}

async function tick(): Promise<number> {
  const startedAt = performance.now();
  await waitReally(tickMs);
  return Math.min(tickMaximumMs, performance.now() - startedAt);
}
