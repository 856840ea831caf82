/**
 * How the news of a week reaches the server: late by up to an hour, out of order, twice or thrice.
 * What a phone sends names the instant it was made at; only what goes out at once may leave it out.
 *
 *     happened     a   b       c
 *     prompt       a   b       c
 *     patchy       a       b   c b        b waited, and was sent twice
 *     offline      ····· b c a            nothing went out for a while
 */
import type { Random } from '../random.ts';
import type { Happening } from './signals.ts';

export type Network = 'prompt' | 'patchy' | 'offline';

export type Delivery = Readonly<{
  happening: Happening;
  sendAt: number;
  /** When the phone says that it was made; null: it does not say. */
  madeAt: number | null;
  key: string | null;
}>;

type Delivering = Readonly<{
  network: Network;
  /** Whether what goes out at once says when it was made: without, no second try is the same. */
  instants: 'always' | 'where-late';
  random: Random;
}>;

const secondMs = 1000;
const minuteMs = 60 * secondMs;
export const longestDelayMs = 60 * minuteMs;
/** Two firings of one tap lie no further apart. */
const longestEchoMs = 1_400;

export function deliveriesOf(
  happenings: readonly Happening[],
  delivering: Delivering,
): readonly Delivery[] {
  const { network, random } = delivering;
  const gaps = network === 'offline' ? gapsIn(happenings, random) : [];
  return happenings
    .flatMap((happening) => {
      const delayMs = delayOf(happening, { ...delivering, gaps });
      return copiesOf(happening, { ...delivering, delayMs });
    })
    .toSorted((a, b) => a.sendAt - b.sendAt || a.happening.number - b.happening.number);
}

type Gap = Readonly<{ fromAt: number; untilAt: number }>;
type Delaying = Delivering & Readonly<{ gaps: readonly Gap[] }>;

function delayOf({ at }: Happening, { network, random, gaps }: Delaying): number {
  const gap = gaps.find(({ fromAt, untilAt }) => fromAt <= at && at < untilAt);
  if (gap !== undefined) return gap.untilAt - at + random.between(0, 30 * secondMs);
  if (random.chance(0.3)) return 0;
  if (network === 'prompt' || random.chance(0.6)) return random.between(0, 3 * secondMs);
  if (random.chance(0.7)) return random.between(0, 10 * minuteMs);
  return random.between(0, longestDelayMs);
}

/** About one a day, of up to an hour. */
function gapsIn(happenings: readonly Happening[], random: Random): Gap[] {
  const count = Math.ceil(happenings.length / 30);
  return Array.from({ length: count }, () => {
    const fromAt = random.pick(happenings).at;
    return { fromAt, untilAt: fromAt + random.between(10 * minuteMs, longestDelayMs - minuteMs) };
  });
}

type Copying = Delivering & Readonly<{ delayMs: number }>;

function copiesOf(happening: Happening, { delayMs, instants, random }: Copying): Delivery[] {
  const { at, number } = happening;
  const isLive = delayMs === 0 && instants === 'where-late';
  const first = { happening, sendAt: at + delayMs, madeAt: isLive ? null : at, key: null };
  if (isLive || !random.chance(0.25)) return [first];
  const key = `sent-${number}`;
  const again = () => first.sendAt + random.between(0, 10 * minuteMs);
  const copies = random.between(1, 2);
  switch (random.pick(['keyed', 'repeated', 'fired-twice'] as const)) {
    case 'keyed':
      return times(copies, () => ({ ...first, key, sendAt: again() }), { ...first, key });
    case 'repeated':
      return times(copies, () => ({ ...first, sendAt: again() }), first);
    case 'fired-twice':
      return times(
        copies,
        () => {
          const echoMs = random.between(0, longestEchoMs);
          return { ...first, madeAt: at + echoMs, sendAt: first.sendAt + echoMs };
        },
        first,
      );
  }
}

function times(count: number, copy: () => Delivery, first: Delivery): Delivery[] {
  return [first, ...Array.from({ length: count }, copy)];
}
