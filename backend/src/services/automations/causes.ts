/**
 * Causes that are seen from outside, a game or a call, turned into starts and stops. Each look is
 * one transaction: it reads what was watched and what runs, lets the rules decide, and writes the
 * slices together with the watch. So a look that fails has changed nothing and is simply made
 * again, and a restart goes on where the last commit stood.
 *
 * Invariant: it ends no slice but those it began, and a session begins a dimension once.
 */
import {
  type CauseKind,
  causeKinds,
  partsOf,
  patienceOf,
} from '../../../../core/automations/causeParts.ts';
import type { Hold } from '../../../../core/automations/hold.ts';
import {
  advance,
  type Cause,
  notAhead,
  nothingWatched,
  saw,
  type Turn,
  type Watch,
  wakeAt,
  watchedNames,
} from '../../../../core/automations/watch.ts';
import { unreachable } from '../../../../core/invariant.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import { listCauseWatches, saveCauseWatch } from '../../store/causeWatches.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  runCommand,
} from '../engineCommand.ts';
import { beginWaiting, finish, type OneLook, type Written } from './causeHolds.ts';

export type CauseSighting = Readonly<{
  at: number;
  /** `returned`: nobody looked since the look before. */
  sight: 'watching' | 'returned';
  causes: Readonly<Record<CauseKind, readonly Cause[]>>;
}>;

/** An end that was put where the cause was last seen, because nobody saw it. */
type GuessedEnd = Readonly<{ name: string; at: number }>;

export type Looked = Readonly<{
  /** Each command it came to, for the nudges. */
  written: readonly Written[];
  /** Sentences for a person: what could not be done, and what was guessed. */
  told: readonly string[];
  /** When there is something to decide even if nothing is seen; null when there is not. */
  wakeAt: number | null;
}>;

type Watched = Readonly<{
  kind: CauseKind;
  names: readonly string[];
  holds: readonly Hold[];
  guessed: readonly GuessedEnd[];
}>;

type Body = Readonly<{
  watch: Watch;
  /** Of the session that holds, or held last. */
  name: string;
  holds: readonly Hold[];
  /** The last few. */
  guessed: readonly GuessedEnd[];
}>;

export type Causes = Readonly<{
  /** null: nothing new is seen, and only what falls due is decided. */
  look(caller: Caller, sighting: CauseSighting | null): Promise<CommandResult<Looked>>;
  watched(accountId: string): Promise<readonly Watched[]>;
}>;

const guessesKept = 5;
const nothingHeld: Body = { watch: nothingWatched, name: '', holds: [], guessed: [] };

export function createCauses(parts: EngineParts): Causes {
  return {
    look: (caller, sighting) =>
      runCommand(parts, caller, {
        work: (command) => look(command, sighting),
        idempotency: undefined,
      }),
    watched: async (accountId) => {
      const rows = await listCauseWatches(parts.database.reader, accountId);
      return causeKinds.flatMap((kind) => {
        const row = rows.find((one) => one.kind === kind);
        if (row === undefined) return [];
        const { watch, holds, guessed } = bodyFrom(row.body);
        return [{ kind, names: watchedNames(watch), holds, guessed }];
      });
    },
  };
}

async function look(command: Command, sighting: CauseSighting | null): Promise<Done<Looked>> {
  const { tx, caller } = command;
  const rows = await listCauseWatches(tx, caller.accountId);
  const written: Written[] = [];
  const told: string[] = [];
  const wakes: number[] = [];
  for (const kind of causeKinds) {
    const row = rows.find((one) => one.kind === kind);
    const body = row === undefined ? nothingHeld : bodyFrom(row.body);
    const one: OneLook = { command, kind, written, told };
    const aliveAt = row?.aliveAt ?? null;
    const seen = sighting === null ? body : seeing(one, body, { ...sighting, aliveAt });
    const after = await decided(one, seen);
    const seenAt = sighting?.at ?? aliveAt;
    if (seenAt === null) continue;
    const saved = { kind, body: JSON.stringify(after), aliveAt: seenAt };
    await saveCauseWatch(tx, caller.accountId, saved);
    const wake = wakeAt(after.watch, patienceOf[kind]);
    if (wake !== null) wakes.push(wake);
  }
  return { kind: 'done', written, told, wakeAt: wakes.length === 0 ? null : Math.min(...wakes) };
}

type Arrived = CauseSighting & Readonly<{ aliveAt: number | null }>;

function seeing({ command, kind }: OneLook, body: Body, sighting: Arrived): Body {
  const { aliveAt, causes } = sighting;
  const at = Math.min(sighting.at, command.now);
  const unseenSince =
    sighting.sight === 'watching' || aliveAt === null ? null : Math.min(aliveAt, at);
  const standing = notAhead(body.watch, command.now);
  return { ...body, watch: saw(standing, { at, causes: causes[kind], unseenSince }) };
}

async function decided(one: OneLook, body: Body): Promise<Body> {
  const { now } = one.command;
  const { watch, turns } = advance(body.watch, now, patienceOf[one.kind]);
  let current: Body = { ...body, watch };
  for (const [position, turn] of turns.entries()) {
    current = await turned(one, current, turn);
    // What has ended since is not begun after its end.
    const untilAt = turns[position + 1]?.at ?? now + 1;
    current = { ...current, holds: await beginWaiting(one, current, untilAt) };
  }
  if (turns.length > 0) return current;
  return { ...current, holds: await beginWaiting(one, current, now + 1) };
}

async function turned(one: OneLook, body: Body, turn: Turn): Promise<Body> {
  switch (turn.kind) {
    case 'began':
      return { ...body, name: turn.name, holds: waitingFor(one.kind, turn) };
    case 'followed': {
      const over = body.holds.filter(({ lasts }) => lasts === 'cause');
      await finish(one, over, { endAt: turn.at, cause: `Discord: ${body.name} ended` });
      const kept = body.holds.filter(({ lasts }) => lasts === 'session');
      const begun = waitingFor(one.kind, turn).filter(({ lasts }) => lasts === 'cause');
      return { ...body, name: turn.name, holds: [...kept, ...begun] };
    }
    case 'ended':
      return ended(one, body, turn);
    default:
      return unreachable(turn);
  }
}

async function ended(
  one: OneLook,
  body: Body,
  { at, isGuessed }: Extract<Turn, { kind: 'ended' }>,
): Promise<Body> {
  const { name } = body;
  const how = isGuessed ? 'ended unseen; this is when it was last seen' : 'ended';
  const touched = await finish(one, body.holds, { endAt: at, cause: `Discord: ${name} ${how}` });
  if (!isGuessed || !touched) return { ...body, holds: [] };
  one.told.push(
    `${name} ended while Discord was out of sight. It was stopped where it was last seen, at ` +
      `${formatInstant(at)}: correct the slice or undo the stop if that is wrong.`,
  );
  return { ...body, holds: [], guessed: [{ name, at }, ...body.guessed].slice(0, guessesKept) };
}

function waitingFor(kind: CauseKind, { name, at }: Readonly<{ name: string; at: number }>): Hold[] {
  return partsOf(kind, name).map((part) => ({ ...part, kind: 'waiting', fromAt: at }));
}

/** Written by `look` alone. */
function bodyFrom(json: string): Body {
  return JSON.parse(json) as Body;
}
