/** What a week holds, drawn before it is played: what truly happens, and how all of it is told. */
import type { Random } from '../random.ts';
import { beginning } from '../world.ts';
import { type ClockStep, clockSteps } from './clock.ts';
import { type Delivery, deliveriesOf, longestDelayMs } from './delivery.ts';
import { type Evening, eveningFrom } from './evenings.ts';
import { type HealthTelling, healthTellings } from './healthSyncs.ts';
import { lossesOf } from './losses.ts';
import { type Measured, type MeasuredDay, measuredDays } from './nights.ts';
import type { Happening } from './signals.ts';
import { latestMorningMs, trueWeek, wakingMs } from './trueWeek.ts';
import type { WeekOptions } from './weekOptions.ts';

type Plan = Readonly<{
  happenings: readonly Happening[];
  deliveries: readonly Delivery[];
  steps: readonly ClockStep[];
  evenings: readonly EveningPlan[];
  measured: readonly Measured[];
  tellings: readonly HealthTelling[];
  /** What nobody stopped in the evening, though nobody went on either. */
  forgotten: readonly Happening[];
}>;

export type EveningPlan = Evening &
  Readonly<{
    fromAt: number;
    /** The end of the day that was never told. */
    lost: Happening | null;
  }>;

type Day = Readonly<{ beginsAt: number; closesAt: number }>;

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
export const setUpMs = 10 * minuteMs;
/** The last of the phones' news has arrived by then. */
const eveningAfterMs = latestMorningMs + wakingMs + longestDelayMs + 15 * minuteMs;
/** Nobody taps in the first hour of a day. */
const tapsAfterMs = hourMs;
/** After so long there are fewer taps than the server does again. */
const fewTapsMs = 90 * minuteMs;
/** What begins after the pause at noon has lasted for less than is doubted by then. */
const latestForgottenMs = 18 * hourMs;

export function planOf(options: WeekOptions, random: Random): Plan {
  const days = Array.from({ length: options.days + 1 }, (_, day) => dayAt(day));
  const [first, last] = [days[0] ?? dayAt(0), days.at(-1) ?? dayAt(0)];
  const rhythm = { ...options, beginsAt: first.beginsAt };
  const drawn = trueWeek(rhythm, random.fork('true week'));
  const evenings = eveningsOf(options, { happenings: drawn, random, days: days.slice(0, -1) });
  const { measured, tellings, forgotten } = healthOf(options, { drawn, days, evenings, random });
  const happenings = drawn.filter((one) => !forgotten.includes(one));
  const lost = new Set(evenings.map((evening) => evening.lost));
  const isCalm = options.world.weather === 'calm' && options.clockSteps === 0;
  const deliveries = deliveriesOf(
    happenings.filter((one) => !lost.has(one)),
    {
      network: options.network,
      instants: isCalm ? 'where-late' : 'always',
      random: random.fork('delivery'),
    },
  );
  const steps = clockSteps({
    beginsAt: first.beginsAt,
    endsAt: last.beginsAt,
    count: options.clockSteps,
    stepsMs: options.stepsMs,
    random: random.fork('clock'),
  });
  return { happenings, deliveries, steps, evenings, measured, tellings, forgotten };
}

function dayAt(day: number): Day {
  const beginsAt = beginning + setUpMs + day * dayMs;
  return { beginsAt, closesAt: beginsAt + eveningAfterMs };
}

type Evenings = Readonly<{
  happenings: readonly Happening[];
  random: Random;
  days: readonly Day[];
}>;

function eveningsOf(
  { evenings, losses }: WeekOptions,
  { happenings, random, days }: Evenings,
): Plan['evenings'] {
  const closesAt = days.map((day) => day.closesAt);
  const lost =
    losses === 'none' ? [] : lossesOf(happenings, { closesAt, random: random.fork('losses') });
  const drawing = random.fork('evenings');
  return closesAt.map((fromAt) => ({
    fromAt,
    lost: lost.find(({ at }) => at < fromAt && at > fromAt - dayMs) ?? null,
    ...(evenings === 'in-discord' ? eveningFrom(fromAt, drawing) : silent),
  }));
}

const silent: Evening = { signals: [], sessions: [] };

type Health = Readonly<{
  drawn: readonly Happening[];
  days: readonly Day[];
  evenings: Plan['evenings'];
  random: Random;
}>;

/** `days`: the one after the last has a morning too. */
function healthOf(
  { health }: WeekOptions,
  { drawn, days, evenings, random }: Health,
): Pick<Plan, 'measured' | 'tellings' | 'forgotten'> {
  if (health === 'none') return { measured: [], tellings: [], forgotten: [] };
  const measured = measuredDays(
    days.slice(0, -1).map((day, index) => ({
      ...day,
      eveningEndsAt: Math.max(
        day.closesAt,
        ...(evenings[index]?.signals ?? []).map(({ at }) => at),
      ),
    })),
    random.fork('nights'),
  );
  const forgetting = random.fork('forgetting');
  const forgottenOn = measured.map(({ night }, index) =>
    forgetting.chance(0.4) ? forgottenStop(drawn, days[index] ?? dayAt(index), night) : null,
  );
  const mornings = measured.map(({ night }, index) => {
    const { beginsAt, closesAt } = days[index + 1] ?? dayAt(index + 1);
    const isForgotten = forgottenOn[index] !== null;
    const tapsFromAt = beginsAt + tapsAfterMs;
    const latestAt = isForgotten ? tapsFromAt + fewTapsMs : closesAt;
    const isAwaited = isForgotten || index === measured.length - 1;
    return { tapsFromAt, latestAt, closesAt, night, isAwaited };
  });
  return {
    measured: measured.flatMap(allOf),
    tellings: healthTellings(mornings, measured, random.fork('tellings')),
    forgotten: forgottenOn.filter((one) => one !== null),
  };
}

/** The last stop of the day. */
function forgottenStop(
  drawn: readonly Happening[],
  { beginsAt, closesAt }: Day,
  night: Measured,
): Happening | null {
  if (night.startAt > beginsAt + latestForgottenMs) return null;
  return drawn.findLast(({ at, signal }) => at < closesAt && isPause(signal)) ?? null;
}

function isPause(signal: Happening['signal']): boolean {
  return signal.kind === 'trigger' && signal.trigger === 'pause';
}

function allOf({ night, byDay }: MeasuredDay): readonly Measured[] {
  return [...byDay, night];
}
