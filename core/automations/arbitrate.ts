/**
 * Whether an automation may begin or end something now: the first rule that has a say decides.
 *
 *     runs      [======== Reading, by hand        [======== Gaming, by Discord
 *     signal          ^ Coding, by a Focus              ^ Sleep, by a Focus
 *     rule      manual holds for 60 min           Sleep before Gaming
 *     verdict   held until 60 min after [         through
 *
 * Judged by what ran at the instant of the signal, so a late one is judged as if it had come in
 * time. What was begun goes on: a verdict never ends anything.
 */
import { foldName } from '../engine/category.ts';
import type { Dimension } from '../engine/slice.ts';
import { unreachable } from '../invariant.ts';
import { dailyRangeAt } from '../time/civilDate.ts';
import type { Begun, Doer } from './doer.ts';
import type { Reason } from './heldReason.ts';
import { isBound, type Rule, type RuleBody } from './rule.ts';

export type Signal = Readonly<{
  doer: Doer;
  dimension: Dimension;
  /** What it begins; null where it only ends what runs. */
  category: string | null;
  at: number;
}>;

export type Held = Readonly<{
  kind: 'held';
  rule: string;
  reason: Reason;
  /** From when on this rule has nothing against it; null while what runs goes on. */
  untilAt: number | null;
  onceFree: Rule['onceFree'];
}>;

type Verdict =
  | Held
  /** `preferredBy` names the rule that puts it before what runs. */
  | Readonly<{ kind: 'through'; preferredBy: string | null }>;

type Scene = Readonly<{
  signal: Signal;
  /** What the dimension holds at the instant, or held last before it. */
  last: Begun | null;
  timeZone: string;
}>;

const through = { kind: 'through', preferredBy: null } as const;

export function arbitrate(rules: readonly Rule[], scene: Scene): Verdict {
  if (changesNothing(scene) || endsItsOwn(scene)) return through;
  for (const rule of rules) {
    if (!isBound(rule, scene.signal.doer)) continue;
    if (!rule.dimensions.includes(scene.signal.dimension)) continue;
    const said = says(rule, scene);
    if (said !== null) return said;
  }
  return through;
}

function changesNothing(scene: Scene): boolean {
  const { category } = scene.signal;
  const running = runningIn(scene);
  if (running === null) return category === null;
  return category !== null && foldName(category) === foldName(running.category);
}

/** A cause that is over may always end what it began: else it would run for ever. */
function endsItsOwn(scene: Scene): boolean {
  const { doer, category } = scene.signal;
  return category === null && runningIn(scene)?.doer.key === doer.key;
}

function runningIn({ signal, last }: Scene): Begun | null {
  return last !== null && (last.endAt === null || last.endAt > signal.at) ? last : null;
}

/** null where the rule has no say. */
function says(rule: Rule, scene: Scene): Verdict | null {
  const { body } = rule;
  switch (body.kind) {
    case 'priority':
      return priority(rule, body, scene);
    case 'manual-holds':
      return manualHolds(rule, body, scene);
    case 'hysteresis':
      return hysteresis(rule, body, scene);
    case 'quiet-hours':
      return quietHours(rule, body, scene);
    case 'protect':
      return protect(rule, scene);
    default:
      return unreachable(body);
  }
}

type Body<Kind extends RuleBody['kind']> = Extract<RuleBody, Readonly<{ kind: Kind }>>;

/** Only between two that both stand in the order, and not in the same place. */
function priority(rule: Rule, { order }: Body<'priority'>, scene: Scene): Verdict | null {
  const { signal } = scene;
  const running = runningIn(scene);
  if (running === null) return null;
  const own = placeIn(order, signal.doer, signal.category);
  const other = placeIn(order, running.doer, running.category);
  if (own === -1 || other === -1 || own === other) return null;
  if (own < other) return { kind: 'through', preferredBy: rule.name };
  return held(rule, null, { kind: 'priority', running });
}

function placeIn(order: Body<'priority'>['order'], { by }: Doer, category: string | null): number {
  return order.findIndex((subject) =>
    'source' in subject
      ? subject.source === by
      : category !== null && foldName(subject.category) === foldName(category),
  );
}

function manualHolds(rule: Rule, { minutes }: Body<'manual-holds'>, scene: Scene): Verdict | null {
  const running = runningIn(scene);
  if (running === null || isBound(rule, running.doer)) return null;
  const untilAt = running.startAt + minutes * 60_000;
  if (scene.signal.at >= untilAt) return null;
  return held(rule, untilAt, { kind: 'manual-holds', running, untilAt });
}

function hysteresis(rule: Rule, { seconds }: Body<'hysteresis'>, scene: Scene): Verdict | null {
  const { signal, last } = scene;
  if (signal.category === null || last === null || !isBound(rule, last.doer)) return null;
  const untilAt = last.startAt + seconds * 1000;
  if (signal.at >= untilAt) return null;
  return held(rule, untilAt, { kind: 'hysteresis', last, seconds });
}

function quietHours(rule: Rule, body: Body<'quiet-hours'>, scene: Scene): Verdict | null {
  const { signal, timeZone } = scene;
  if (signal.category === null) return null;
  const daily = { fromMinutes: minutesOf(body.from), untilMinutes: minutesOf(body.until) };
  const quiet = dailyRangeAt(signal.at, { ...daily, timeZone });
  if (quiet === null) return null;
  return held(rule, quiet.endAt, body);
}

/** `22:30` in minutes after midnight. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

function protect(rule: Rule, scene: Scene): Verdict | null {
  const running = runningIn(scene);
  if (running === null || running.doer.key === scene.signal.doer.key) return null;
  return held(rule, null, { kind: 'protect', running });
}

function held({ name, onceFree }: Rule, untilAt: number | null, reason: Reason): Held {
  return { kind: 'held', rule: name, reason, untilAt, onceFree };
}
