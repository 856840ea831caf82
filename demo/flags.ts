/** What was asked for on the command line. An unknown word is told, never ignored. */
import { parseArgs } from 'node:util';

export type Flags = Readonly<{
  /** Ends after the hour, at a terminal too. */
  isOnce: boolean;
  /** Goes on by the real clock after the hour, away from a terminal too. */
  isLive: boolean;
  /** Waits for nothing. */
  isFast: boolean;
  /** Seconds of the demo's clock in one real second, for the hour. */
  speed: number;
}>;

type ReadFlags =
  | Readonly<{ kind: 'ok'; flags: Flags }>
  | Readonly<{ kind: 'usage'; text: string }>
  | Readonly<{ kind: 'bad'; line: string }>;

/** The hour then takes half a minute. */
const defaultSpeed = '120';

const usage = `npm run demo -- [--once | --live] [--fast] [--speed N]
  --once     end after the hour, at a terminal too
  --live     go on by the real clock after the hour, away from a terminal too
  --fast     wait for nothing
  --speed N  play the hour N times as fast as a clock (default ${defaultSpeed})`;

const options = {
  once: { type: 'boolean', default: false },
  live: { type: 'boolean', default: false },
  fast: { type: 'boolean', default: false },
  speed: { type: 'string', default: defaultSpeed },
  help: { type: 'boolean', default: false },
} as const;

export function readFlags(words: readonly string[]): ReadFlags {
  const values = parsed(words);
  if (values === null) {
    return { kind: 'bad', line: `The demo does not know "${words.join(' ')}". Try --help.` };
  }
  if (values.help) return { kind: 'usage', text: usage };
  const speed = Number(values.speed);
  if (!(speed >= 1 && speed <= 100_000)) {
    return { kind: 'bad', line: '--speed needs a number from 1 to 100000. Example: --speed 120' };
  }
  if (values.once && values.live) {
    return { kind: 'bad', line: '--once and --live exclude each other. Choose one.' };
  }
  const { once: isOnce, live: isLive, fast: isFast } = values;
  return { kind: 'ok', flags: { isOnce, isLive, isFast, speed } };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options }).values;
  } catch {
    return null;
  }
}
