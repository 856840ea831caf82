/**
 * Watching for causes: a game that is played, a call that is joined. Sightings say what there was
 * at an instant; out come the beginnings and ends that deserve to be recorded.
 *
 *     seen      #   ####  #####|=========            # too short, = counts, | the debounce passed
 *     recorded             [=============)           backdated to where it began
 *
 *     absence            ^ shorter than the merging: the same session goes on
 *     two at once   first [======)
 *                   second    [--======)             waits, then follows where the first ended
 *
 * Invariant: what comes out depends on what was seen when, not on how often, in which order within
 * the lateness, or at which instants the watch was asked. Nothing is decided from what was not
 * seen: a cause that went while nobody looked ends where it was last seen.
 */

import { invariant } from '../invariant.ts';

export type Cause = Readonly<{
  key: string;
  /** As shown to a person; the first one seen stays. */
  name: string;
  /** When it began, where the outside tells: used only for what began while nobody looked. */
  beganAt: number | null;
  /** The same before and after an absence of ours: it is the same session. */
  stamp: string | null;
}>;

/** Everything there was at an instant. */
export type Sighting = Readonly<{
  at: number;
  causes: readonly Cause[];
  /** Since when nobody looked before this sighting; null when nothing was missed. */
  unseenSince: number | null;
}>;

export type Patience = Readonly<{
  /** What does not last so long was nothing. */
  debounceMs: number;
  /** Absences shorter than this do not count. */
  mergeMs: number;
  /** Sightings that arrive so late still count at their instant. */
  latenessMs: number;
}>;

type Track = Readonly<{
  key: string;
  name: string;
  stamp: string | null;
  onAt: number;
  goneAt: number | null;
  /** It went while nobody looked. */
  isGuessed: boolean;
}>;

export type Watch = Readonly<{
  /** By when they began. The holder is among them. */
  tracks: readonly Track[];
  holder: Readonly<{ key: string; onAt: number }> | null;
  /** Nothing begins before the end of what was recorded last. */
  freeFrom: number;
  /** Everything up to here is decided. */
  readUntil: number;
  /** Sightings younger than the lateness, by instant. */
  unread: readonly Sighting[];
}>;

export type Turn =
  | Readonly<{ kind: 'began'; name: string; at: number }>
  /** Another one follows at the very instant the first ended. */
  | Readonly<{ kind: 'followed'; name: string; at: number }>
  | Readonly<{ kind: 'ended'; at: number; isGuessed: boolean }>;

export const nothingWatched: Watch = {
  tracks: [],
  holder: null,
  freeFrom: 0,
  readUntil: Number.MIN_SAFE_INTEGER,
  unread: [],
};

/**
 * Takes a sighting in. One of before what is decided says nothing of now, and one of the same
 * instant takes the place of the other.
 */
export function saw(watch: Watch, sighting: Sighting): Watch {
  const { at } = sighting;
  if (at < watch.readUntil) return watch;
  const others = watch.unread.filter((other) => other.at !== at);
  const same = watch.unread.find((other) => other.at === at);
  const unseenSince = sighting.unseenSince ?? same?.unseenSince ?? null;
  const unread = [...others, { ...sighting, unseenSince }];
  return { ...watch, unread: unread.sort((a, b) => a.at - b.at) };
}

/** After our clock stepped back: what lies ahead of it counts as of now. */
export function notAhead(watch: Watch, now: number): Watch {
  if (watch.readUntil <= now) return watch;
  const { holder } = watch;
  const cut = (at: number) => Math.min(at, now);
  return {
    tracks: watch.tracks.map((track) => ({
      ...track,
      onAt: cut(track.onAt),
      goneAt: track.goneAt === null ? null : cut(track.goneAt),
    })),
    holder: holder === null ? null : { ...holder, onAt: cut(holder.onAt) },
    freeFrom: cut(watch.freeFrom),
    readUntil: cut(watch.readUntil),
    unread: watch.unread.filter(({ at }) => at <= now),
  };
}

/** Decides everything up to `now` less the lateness. */
export function advance(
  watch: Watch,
  now: number,
  patience: Patience,
): Readonly<{ watch: Watch; turns: readonly Turn[] }> {
  const untilAt = now - patience.latenessMs;
  const turns: Turn[] = [];
  let current = watch;
  for (;;) {
    const at = nextInstant(current, patience);
    if (at === null || at > untilAt) return { watch: current, turns };
    const stepped = step({ ...current, readUntil: at }, at, patience);
    turns.push(...stepped.turns);
    current = stepped.watch;
  }
}

/** When `advance` has something to decide next; null when nothing will change by itself. */
export function wakeAt(watch: Watch, patience: Patience): number | null {
  // What says the same again can be read whenever there is another reason to look.
  const unread = watch.unread.filter((sighting) => isNews(watch, sighting));
  const at = nextInstant({ ...watch, unread }, patience);
  return at === null ? null : at + patience.latenessMs;
}

function isNews({ tracks }: Watch, { causes, unseenSince }: Sighting): boolean {
  const present = new Set(tracks.flatMap(({ key, goneAt }) => (goneAt === null ? [key] : [])));
  const isSame = causes.length === present.size && causes.every(({ key }) => present.has(key));
  return unseenSince !== null || !isSame;
}

/** What is watched at present, recorded or not yet. */
export function watchedNames(watch: Watch): readonly string[] {
  return watch.tracks.flatMap(({ name, goneAt }) => (goneAt === null ? [name] : []));
}

/**
 * The next sighting or deadline. While nobody looked no deadline passes: whether the cause was
 * still there only the sighting after it can tell.
 */
function nextInstant(watch: Watch, patience: Patience): number | null {
  const [sighting] = watch.unread;
  const blindFrom = sighting?.unseenSince ?? Number.POSITIVE_INFINITY;
  const deadlines = watch.tracks
    .map((track) => deadlineOf(track, patience))
    .filter((at) => at > watch.readUntil && at <= blindFrom);
  const instants = sighting === undefined ? deadlines : [...deadlines, sighting.at];
  return instants.length === 0 ? null : Math.min(...instants);
}

function deadlineOf(track: Track, { debounceMs, mergeMs }: Patience): number {
  return track.goneAt === null ? track.onAt + debounceMs : track.goneAt + mergeMs;
}

type Step = Readonly<{ watch: Watch; turns: readonly Turn[] }>;

/** A deadline that falls on a sighting passes before it. */
function step(watch: Watch, at: number, patience: Patience): Step {
  const [sighting, ...unread] = watch.unread;
  if (sighting === undefined || sighting.at !== at) return decide(watch, at, patience);
  const isBlind = sighting.unseenSince !== null;
  const before = isBlind ? { watch, turns: [] } : decide(watch, at, patience);
  const tracks = tracksAfter(before.watch.tracks, sighting, patience);
  const after = decide({ ...before.watch, tracks, unread }, at, patience);
  return { watch: after.watch, turns: [...before.turns, ...after.turns] };
}

function tracksAfter(tracks: readonly Track[], sighting: Sighting, patience: Patience): Track[] {
  const { at, causes } = sighting;
  const after: Track[] = [];
  const continued = new Set<Cause>();
  for (const track of tracks) {
    const cause = causes.find(({ key }) => key === track.key);
    if (isOver(track, at, patience)) after.push(track);
    else if (cause !== undefined && isSameSession(track, cause, { sighting, patience })) {
      continued.add(cause);
      after.push({ ...track, goneAt: null, isGuessed: false, stamp: cause.stamp });
    } else after.push(gone(track, sighting, patience));
  }
  for (const cause of causes) {
    if (!continued.has(cause)) after.push(begun(cause, sighting));
  }
  return after.sort((a, b) => a.onAt - b.onAt || (a.key < b.key ? -1 : 1));
}

function gone(track: Track, { at, unseenSince }: Sighting, { mergeMs }: Patience): Track {
  if (track.goneAt !== null) return track;
  const goneAt = Math.max(track.onAt, unseenSince ?? at);
  return { ...track, goneAt, isGuessed: at - goneAt >= mergeMs };
}

/** Seen to begin, it began then; found after an absence of ours, when it says, if it can be. */
function begun({ key, name, beganAt, stamp }: Cause, { at, unseenSince }: Sighting): Track {
  const told = unseenSince === null || beganAt === null ? at : Math.max(beganAt, unseenSince);
  return { key, name, stamp, onAt: Math.min(told, at), goneAt: null, isGuessed: false };
}

type Seen = Readonly<{ sighting: Sighting; patience: Patience }>;

/** Whether what is there after an absence of ours is what was there before. */
function isSameSession(track: Track, cause: Cause, { sighting, patience }: Seen): boolean {
  const { at, unseenSince } = sighting;
  if (unseenSince === null || at - unseenSince < patience.mergeMs) return true;
  if (cause.stamp !== null && cause.stamp === track.stamp) return true;
  return cause.beganAt !== null && cause.beganAt - unseenSince < patience.mergeMs;
}

function isOver({ goneAt }: Track, at: number, { mergeMs }: Patience): boolean {
  return goneAt !== null && at - goneAt >= mergeMs;
}

function isLongEnough({ onAt, goneAt }: Track, at: number, { debounceMs }: Patience): boolean {
  return (goneAt ?? at) - onAt >= debounceMs;
}

function decide(watch: Watch, at: number, patience: Patience): Step {
  const turns: Turn[] = [];
  let current = withoutSpent(watch, at, patience);
  for (;;) {
    const next =
      current.holder === null ? begin(current, at, patience) : end(current, at, patience);
    if (next === null) return { watch: current, turns };
    turns.push(next.turn);
    current = withoutSpent(next.watch, at, patience);
  }
}

/** Leaves out what is over and can neither begin nor follow any more. */
function withoutSpent(watch: Watch, at: number, patience: Patience): Watch {
  const holder = holderOf(watch);
  const takenUntil = holder === undefined ? watch.freeFrom : (holder.goneAt ?? at);
  const tracks = watch.tracks.filter((track) => {
    if (track === holder || track.goneAt === null) return true;
    if (track.goneAt <= takenUntil) return !isOver(track, at, patience);
    return !isOver(track, at, patience) || isLongEnough(track, at, patience);
  });
  return { ...watch, tracks };
}

type Next = Readonly<{ watch: Watch; turn: Turn }> | null;

/** The first to come is decided first: nothing begins past one that may still count. */
function begin(watch: Watch, at: number, patience: Patience): Next {
  const first = watch.tracks.find((track) => reachesPast(track, watch.freeFrom));
  if (first === undefined || !isLongEnough(first, at, patience)) return null;
  const beganAt = Math.max(first.onAt, watch.freeFrom);
  return {
    watch: { ...watch, holder: idOf(first) },
    turn: { kind: 'began', name: first.name, at: beganAt },
  };
}

function end(watch: Watch, at: number, patience: Patience): Next {
  const holder = holderOf(watch);
  invariant(holder, 'the holder is watched');
  if (holder.goneAt === null || !isOver(holder, at, patience)) return null;
  const endAt = Math.max(holder.goneAt, watch.freeFrom);
  const tracks = watch.tracks.filter((track) => track !== holder);
  const first = tracks.find((track) => reachesPast(track, endAt));
  const ended = { ...watch, tracks, holder: null, freeFrom: endAt };
  if (first === undefined || first.onAt > endAt) {
    return { watch: ended, turn: { kind: 'ended', at: endAt, isGuessed: holder.isGuessed } };
  }
  if (!isLongEnough(first, at, patience)) return null;
  const turn = { kind: 'followed', name: first.name, at: endAt } as const;
  return { watch: { ...ended, holder: idOf(first) }, turn };
}

function idOf({ key, onAt }: Track) {
  return { key, onAt };
}

function reachesPast({ goneAt }: Track, at: number): boolean {
  return goneAt === null || goneAt > at;
}

function holderOf({ tracks, holder }: Watch): Track | undefined {
  if (holder === null) return undefined;
  return tracks.find(({ key, onAt }) => key === holder.key && onAt === holder.onAt);
}
