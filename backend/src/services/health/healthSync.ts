/**
 * What a phone measured, taken in: samples as they are told, and of those that are new or gone what
 * they come to among the slices.
 *
 * Invariant: a sync that tells what is known changes nothing, and so never does over what a person
 * changed since. What it tells for a day takes no sample of another day away.
 */
import type { Slice } from '../../../../core/engine/slice.ts';
import {
  type Activity,
  isSameActivity,
  noActivity,
  type ToldActivity,
  withTold,
} from '../../../../core/health/activity.ts';
import { refusedSample } from '../../../../core/health/refusedSample.ts';
import {
  keyOf,
  type RankOf,
  type Sample,
  type SampleKind,
  type SleepStage,
} from '../../../../core/health/sample.ts';
import { type ToldDay, takeIn } from '../../../../core/health/takeIn.ts';
import { invariant } from '../../../../core/invariant.ts';
import { type DayRules, dayOf } from '../../../../core/time/day.ts';
import { intersect, type Range } from '../../../../core/time/range.ts';
import { findAccount } from '../../store/accounts.ts';
import { findCategoryNames } from '../../store/categories.ts';
import { listActivityDays, saveActivityDay } from '../../store/healthDays.ts';
import { listKnownSamples, removeSample, saveSample } from '../../store/healthSamples.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  runCommand,
} from '../engineCommand.ts';
import { createSessionTally, type Kept, type SessionTally, type Tallied } from './sessionTally.ts';
import { settleSessions } from './settleSessions.ts';

type ToldSample = Range &
  Readonly<{
    id?: string | undefined;
    sourceName?: string | undefined;
    /** Of sleep. */
    stage?: SleepStage | undefined;
    /** Of a workout. */
    type?: string | undefined;
    note: string | null;
  }>;

export type HealthSyncInput = Readonly<{
  /** Civil date. */
  date: string;
  sleep?: readonly ToldSample[] | undefined;
  workouts?: readonly ToldSample[] | undefined;
  activity?: ToldActivity | undefined;
}>;

export type HealthSynced = Omit<Tallied, 'kept'> &
  Readonly<{ kept: readonly KeptByName[]; isActivityChanged: boolean }>;

type KeptByName = Omit<Kept, 'slices'> &
  Readonly<{ slices: readonly (Slice & Readonly<{ category: string }>)[] }>;

export type HealthSync = (
  caller: Caller,
  input: HealthSyncInput,
  idempotency?: Idempotency<HealthSynced>,
) => Promise<CommandResult<HealthSynced>>;

type HealthParts = EngineParts &
  Readonly<{ rankOf: RankOf; categoryNames: Readonly<Record<SampleKind, string>> }>;

export function createHealthSync(parts: HealthParts): HealthSync {
  return (caller, input, idempotency) =>
    runCommand(parts, caller, { work: (command) => sync(command, input, parts), idempotency });
}

async function sync(
  command: Command,
  { date: day, sleep, workouts, activity }: HealthSyncInput,
  parts: HealthParts,
): Promise<Done<HealthSynced> | Refused> {
  const { tx, caller, now } = command;
  const rules = await findAccount(tx, caller.accountId);
  invariant(rules, `account ${caller.accountId} exists`);
  const told = { sleep: samplesOf('sleep', sleep), workout: samplesOf('workout', workouts) };
  const all = [...(told.sleep ?? []), ...(told.workout ?? [])];
  const refusal = refusedSample(all, { date: day, rules, now });
  if (refusal !== null) return { kind: 'refused', refusal };
  const tally = createSessionTally();
  for (const kind of ['sleep', 'workout'] as const) {
    const samples = told[kind];
    if (samples === null) continue;
    const passed = samples.flatMap((sample) => passedOf(sample, now));
    await settle(command, { ...parts, rules, kind, tally }, { day, samples: passed });
  }
  const isActivityChanged =
    activity !== undefined && (await takeActivity(command, { day, activity }));
  const result = tally.result();
  const kept = await byName(command, result.kept);
  return { kind: 'done', ...result, kept, isActivityChanged };
}

function samplesOf(
  kind: SampleKind,
  told: readonly ToldSample[] | undefined,
): readonly Sample[] | null {
  if (told === undefined) return null;
  return told.map(({ id, type, sourceName = null, stage = 'asleep', ...rest }) => {
    const sample = { ...rest, kind, sourceName, stage: kind === 'sleep' ? stage : null };
    return { ...sample, key: keyOf(sample, { id, type }) };
  });
}

/** A phone's clock may run a little ahead: what has not passed here is still to come. */
function passedOf(sample: Sample, now: number): Sample[] {
  const passed = intersect(sample, { startAt: Number.NEGATIVE_INFINITY, endAt: now });
  return passed === null ? [] : [{ ...sample, ...passed }];
}

type Settling = HealthParts & Readonly<{ rules: DayRules; kind: SampleKind; tally: SessionTally }>;

async function settle(command: Command, settling: Settling, told: ToldDay): Promise<void> {
  const { tx, caller } = command;
  const { accountId } = caller;
  const { kind, rules, tally } = settling;
  const keys = told.samples.map(({ key }) => key);
  const known = await listKnownSamples(tx, accountId, { kind, toldFor: told.day, keys });
  const { written, removed } = takeIn(known, told, (at) => dayOf(at, rules));
  for (const sample of removed) await removeSample(tx, accountId, sample);
  for (const sample of written) await saveSample(tx, accountId, sample);
  const moved = new Set(written.map(({ key }) => key));
  const before = known.filter(({ key }) => moved.has(key));
  await settleSessions(command, {
    ...settling,
    tally,
    changed: [...removed, ...before, ...written],
    told: told.samples,
  });
}

async function byName({ tx, caller }: Command, kept: readonly Kept[]): Promise<KeptByName[]> {
  const ids = kept.flatMap(({ slices }) => slices.map(({ categoryId }) => categoryId));
  const names = await findCategoryNames(tx, caller.accountId, ids);
  return kept.map((one) => ({
    ...one,
    slices: one.slices.map((slice) => ({
      ...slice,
      category: names.get(slice.categoryId) ?? '',
    })),
  }));
}

type DayOfActivity = Readonly<{ day: string; activity: ToldActivity }>;

async function takeActivity(
  { tx, caller, now }: Command,
  { day, activity }: DayOfActivity,
): Promise<boolean> {
  const [known] = await listActivityDays(tx, caller.accountId, { from: day, to: day });
  const before: Activity = known ?? noActivity;
  const after = withTold(before, activity);
  if (isSameActivity(before, after)) return false;
  await saveActivityDay(tx, caller.accountId, { day, ...after, now });
  return true;
}
