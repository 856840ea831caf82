/**
 * Evenings in Discord as they truly were: games and calls, with what flickers. A presence that goes
 * for a moment is the same session; what is opened for a moment is nothing.
 *
 *     seen      #   ######  ##########      # opened and closed again, gaps that do not count
 *     a session     [=================)     one, from its beginning to its end
 *
 * They lie after all that phones have to tell of the day: what is seen takes nobody's place, so its
 * history would depend on what had been told by then.
 */
import type { Random } from '../random.ts';

/** Somebody plays, or is in a call, or is not any more. */
export type DiscordSignal =
  | Readonly<{ kind: 'game'; name: string | null }>
  | Readonly<{ kind: 'voice'; isIn: boolean }>;

export type Session = Readonly<{
  kind: 'game' | 'voice';
  name: string;
  fromAt: number;
  untilAt: number;
  /** By another game without a pause. */
  followed: boolean;
}>;

export type Evening = Readonly<{
  signals: readonly Readonly<{ at: number; signal: DiscordSignal }>[];
  sessions: readonly Session[];
}>;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
/** Of the program's patience, and well away from it. */
const flicker = { game: { least: 5, most: 100 }, voice: { least: 5, most: 45 } };
const nothing = { game: { least: 5, most: 50 }, voice: { least: 4, most: 24 } };
/** Longer than any absence that does not count. */
const pauseMs = 6 * minuteMs;
const games = ['Factorio', 'Tetris', 'Elden Ring'];

/** `not`: the game that it follows. */
type Drawing = Readonly<{ random: Random; not?: string }>;

export function eveningFrom(fromAt: number, random: Random): Evening {
  return joined([gamesFrom(fromAt, random), callsFrom(fromAt, random)]);
}

function gamesFrom(fromAt: number, random: Random): Evening {
  let at = fromAt + random.between(1, 20) * minuteMs;
  const parts: Evening[] = [];
  if (random.chance(0.4)) {
    parts.push(opened('game', at, random));
    at += pauseMs;
  }
  for (let count = random.between(0, 2); count > 0; count -= 1) {
    const first = session('game', at, { random });
    const { untilAt } = lastOf(first);
    if (random.chance(0.3)) {
      // Closed by opening the next: nothing is between.
      const next = session('game', untilAt, { random, not: lastOf(first).name });
      parts.push(followed(first), next);
      at = lastOf(next).untilAt + pauseMs;
    } else {
      parts.push(first);
      at = untilAt + pauseMs;
    }
  }
  return joined(parts);
}

function callsFrom(fromAt: number, random: Random): Evening {
  const at = fromAt + random.between(1, 30) * minuteMs + 137;
  if (random.chance(0.4)) return { signals: [], sessions: [] };
  const short = random.chance(0.4) ? [opened('voice', at, random)] : [];
  return joined([...short, session('voice', at + pauseMs, { random })]);
}

function session(kind: Session['kind'], fromAt: number, { random, not = '' }: Drawing): Evening {
  const others = games.filter((game) => game !== not);
  const name = kind === 'game' ? random.pick(others) : 'Discord call';
  const untilAt = fromAt + random.between(4 * minuteMs, 40 * minuteMs);
  const signals = [{ at: fromAt, signal: beginning(kind, name) }];
  if (random.chance(0.6)) {
    const { least, most } = flicker[kind];
    const goneAt = fromAt + random.between(20 * secondMs, untilAt - fromAt - 130 * secondMs);
    signals.push({ at: goneAt, signal: end(kind) });
    const backAt = goneAt + random.between(least * secondMs, most * secondMs);
    signals.push({ at: backAt, signal: beginning(kind, name) });
  }
  signals.push({ at: untilAt, signal: end(kind) });
  return { signals, sessions: [{ kind, name, fromAt, untilAt, followed: false }] };
}

/** And closed again: nothing. */
function opened(kind: Session['kind'], fromAt: number, random: Random): Evening {
  const { least, most } = nothing[kind];
  const untilAt = fromAt + random.between(least * secondMs, most * secondMs);
  const name = kind === 'game' ? random.pick(games) : 'Discord call';
  const signals = [
    { at: fromAt, signal: beginning(kind, name) },
    { at: untilAt, signal: end(kind) },
  ];
  return { signals, sessions: [] };
}

function beginning(kind: Session['kind'], name: string): DiscordSignal {
  return kind === 'game' ? { kind, name } : { kind, isIn: true };
}

function end(kind: Session['kind']): DiscordSignal {
  return kind === 'game' ? { kind, name: null } : { kind, isIn: false };
}

function followed({ signals, sessions }: Evening): Evening {
  return {
    signals: signals.slice(0, -1),
    sessions: sessions.map((one) => ({ ...one, followed: true })),
  };
}

function lastOf({ sessions }: Evening): Session {
  const last = sessions.at(-1);
  if (last === undefined) throw new Error('A session has an end.');
  return last;
}

function joined(parts: readonly Evening[]): Evening {
  return {
    signals: parts.flatMap(({ signals }) => signals).toSorted((a, b) => a.at - b.at),
    sessions: parts.flatMap(({ sessions }) => sessions).toSorted((a, b) => a.fromAt - b.fromAt),
  };
}
