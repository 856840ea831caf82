/** What was asked for on the command line. Pure; an unknown word is told, never ignored. */
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

export type ReadFlags =
  | Readonly<{ kind: 'ok'; flags: Flags }>
  | Readonly<{ kind: 'usage'; text: string }>
  | Readonly<{ kind: 'bad'; line: string }>;

/** The hour then takes half a minute. */
const defaultSpeed = 120;

const usage = `npm run demo -- [--once | --live] [--fast] [--speed N]
  --once     end after the hour, at a terminal too
  --live     go on by the real clock after the hour, away from a terminal too
  --fast     wait for nothing
  --speed N  play the hour N times as fast as a clock (default ${defaultSpeed})`;

export function readFlags(words: readonly string[]): ReadFlags {
  const flags = { isOnce: false, isLive: false, isFast: false, speed: defaultSpeed };
  const left = [...words];
  for (let word = left.shift(); word !== undefined; word = left.shift()) {
    if (word === '--help') return { kind: 'usage', text: usage };
    if (word === '--once') flags.isOnce = true;
    else if (word === '--live') flags.isLive = true;
    else if (word === '--fast') flags.isFast = true;
    else if (word === '--speed') flags.speed = Number(left.shift());
    else return bad(`${word} is not a flag of the demo. --help lists them.`);
  }
  if (flags.isOnce && flags.isLive) return bad('--once and --live exclude each other. Choose one.');
  if (!(flags.speed >= 1 && flags.speed <= 100_000)) {
    return bad('--speed needs a number from 1 to 100000. Example: --speed 120');
  }
  return { kind: 'ok', flags };
}

function bad(line: string): ReadFlags {
  return { kind: 'bad', line };
}
