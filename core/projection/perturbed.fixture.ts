/**
 * Worlds that could have come about: slices first, then links and a Toggl that was brought near
 * them and fell behind. Never links and entries thrown together, which no history leads to.
 */
import fc from 'fast-check';
import { endedBySwitch } from './attempt.ts';
import { type EntryFields, markerTag } from './entry.ts';
import type { Link } from './link.ts';
import { foreignWith, itemOf, linkOf, lost, worldWith } from './sync.fixture.ts';
import { perfectToggl, type Reopening, type TagActions, type Toggl } from './toggl.fixture.ts';
import type { Item, World } from './world.ts';

/** How far Toggl has come with one slice. */
type Reach = 'never sent' | 'shown' | 'slice deleted' | 'lost on the way' | 'reply lost';

type Drift = Readonly<{
  text: string;
  projectId: number | null;
  mode: string | null;
  startedBySeconds: number;
  stop: 'same' | 'another' | 'running';
  hasHumanTag: boolean;
}>;

type SliceSeed = Readonly<{
  lengthSeconds: number;
  gapSeconds: number;
  text: string;
  projectId: number | null;
  mode: string | null;
  reach: Reach;
  /** null where Toggl holds what the slice says. */
  drift: Drift | null;
  tagsDueInMs: number;
}>;

export type Seed = Readonly<{
  slices: readonly SliceSeed[];
  isLastOpen: boolean;
  passedMs: number;
  offsetMs: number;
  foreign: 'none' | 'known' | 'unknown';
  reopening: Reopening;
  tagActions: TagActions;
}>;

type Perturbed = Readonly<{ world: World; toggl: Toggl }>;

export const humanTag = 'billable';
export const foreignId = 1;

const text = fc.constantFrom('Coding', 'Email', 'Reading');
const projectId = fc.constantFrom(null, 11, 12);
const mode = fc.constantFrom(null, 'deep-work', 'shallow');

const drift: fc.Arbitrary<Drift> = fc.record({
  text,
  projectId,
  mode,
  startedBySeconds: fc.integer({ min: -2, max: 2 }),
  stop: fc.constantFrom('same', 'another', 'running'),
  hasHumanTag: fc.boolean(),
});

const settledReaches: readonly Reach[] = ['never sent', 'shown', 'shown', 'slice deleted'];
const doubtfulReaches: readonly Reach[] = ['lost on the way', 'reply lost'];

function anySeedOf(reaches: readonly Reach[], traits: fc.Arbitrary<Traits>): fc.Arbitrary<Seed> {
  const slice = fc.record({
    lengthSeconds: fc.integer({ min: 5, max: 30 }),
    gapSeconds: fc.constantFrom(0, 0, 20),
    text,
    projectId,
    mode,
    reach: fc.constantFrom(...reaches),
    drift: fc.option(drift),
    tagsDueInMs: fc.constantFrom(0, 10_000),
  });
  return fc
    .record({
      slices: fc.array(slice, { minLength: 1, maxLength: 5 }),
      isLastOpen: fc.boolean(),
      passedMs: fc.integer({ min: 0, max: 20_000 }),
      offsetMs: fc.constantFrom(0, 0, -90_000, 90_000),
      foreign: fc.constantFrom('none', 'none', 'known', 'unknown'),
      traits,
    })
    .map(({ traits, ...seed }): Seed => ({ ...seed, ...traits }));
}

type Traits = Pick<Seed, 'reopening' | 'tagActions'>;

const obligingToggl = fc.constant<Traits>({ reopening: 'works', tagActions: 'work' });
const anyToggl: fc.Arbitrary<Traits> = fc.record({
  reopening: fc.constantFrom<Reopening>('works', 'ignored', 'refused'),
  tagActions: fc.constantFrom<TagActions>('work', 'become the list'),
});

/** No reply is missing, and Toggl does what its documents say. */
export const anyPlainSeed = anySeedOf(settledReaches, obligingToggl);
export const anySeed = anySeedOf([...settledReaches, ...doubtfulReaches], anyToggl);

export function perturbed(seed: Seed): Perturbed {
  const toggl = perfectToggl(seed);
  if (seed.foreign !== 'none') {
    const foreign = { description: 'Call', projectId: 11, tags: [], startSecond: 900 };
    toggl.put({ ...foreign, id: foreignId, stopSecond: null }, 900);
  }
  const slices = slicesOf(seed);
  const links = sentLinks(slices, { toggl, seed });
  const nowSecond = Math.max(...slices.map(lastSecond));
  const now = nowSecond * 1000 - seed.offsetMs + seed.passedMs;
  const foreignRunning =
    seed.foreign === 'known' && isRunning(toggl, foreignId)
      ? [foreignWith({ entryId: foreignId, description: 'By hand', seenAt: now })]
      : [];
  const items = slices.map(({ fields, seed: own }, i): Item => {
    const link = links[i] ?? linkOf(`slice${i}`);
    const desired = own.reach === 'slice deleted' ? null : fields;
    return itemOf(link, desired, now + own.tagsDueInMs);
  });
  return {
    toggl,
    world: worldWith({ now, togglOffsetMs: seed.offsetMs, items, foreignRunning }),
  };
}

type PlannedSlice = Readonly<{ fields: EntryFields; seed: SliceSeed }>;

function slicesOf({ slices, isLastOpen }: Seed): readonly PlannedSlice[] {
  let second = 1000;
  return slices.map((seed, i) => {
    const startSecond = second;
    const isOpen = isLastOpen && i === slices.length - 1 && seed.reach !== 'slice deleted';
    const stopSecond = startSecond + seed.lengthSeconds;
    second = stopSecond + seed.gapSeconds + 10 * (seed.gapSeconds === 0 ? 0 : 1);
    const tags = seed.mode === null ? [markerTag] : [markerTag, seed.mode];
    return {
      seed,
      fields: {
        description: seed.text,
        projectId: seed.projectId,
        tags,
        startSecond,
        stopSecond: isOpen ? null : stopSecond,
      },
    };
  });
}

function lastSecond(slice: PlannedSlice): number {
  const { startSecond, stopSecond } = slice.fields;
  return Math.max(stopSecond ?? startSecond, sentFields(slice).startSecond);
}

function sentFields({ fields, seed }: PlannedSlice): EntryFields {
  const { drift } = seed;
  if (drift === null) return fields;
  const startSecond = fields.startSecond + drift.startedBySeconds;
  const another = startSecond + 4;
  const stopSecond = { same: fields.stopSecond, another, running: null }[drift.stop];
  return {
    description: drift.text,
    projectId: drift.projectId,
    tags: drift.mode === null ? [markerTag] : [markerTag, drift.mode],
    startSecond,
    stopSecond,
  };
}

type Sending = Readonly<{ toggl: Toggl; seed: Seed }>;

/** A start that was answered told that it ended what ran before; a lost one told nothing. */
function sentLinks(slices: readonly PlannedSlice[], sending: Sending): readonly Link[] {
  let links: readonly Link[] = [];
  for (const [i, slice] of slices.entries()) {
    const link = sentLink(`slice${i}`, slice, sending);
    const isStarted = link.applied?.stopSecond === null;
    const { startSecond } = sentFields(slice);
    const earlier = isStarted ? links.map((one) => endedBySwitch(one, startSecond)) : links;
    links = [...earlier, link];
  }
  return links;
}

function sentLink(sliceId: string, slice: PlannedSlice, { toggl, seed }: Sending): Link {
  const { reach, drift } = slice.seed;
  const fields = sentFields(slice);
  if (reach === 'never sent') return linkOf(sliceId);
  const attemptedAt = fields.startSecond * 1000 - seed.offsetMs;
  const doubtful = linkOf(sliceId, { state: lost(fields, attemptedAt), failures: 1 });
  if (reach === 'lost on the way') return doubtful;
  const reply = toggl.call({ kind: 'create', sliceId, fields }, fields.startSecond);
  if (reach === 'reply lost' || reply.kind !== 'entry') return doubtful;
  const { entry } = reply;
  const tags = drift?.hasHumanTag ? [...fields.tags, humanTag] : fields.tags;
  toggl.put({ ...entry, tags }, fields.startSecond);
  return linkOf(sliceId, {
    state: { kind: 'linked' },
    entryId: entry.id,
    applied: { ...fields, stopToleranceSeconds: 0 },
    observed: { ...fields, tags },
  });
}

function isRunning(toggl: Toggl, id: number): boolean {
  return toggl.alive().some((entry) => entry.id === id && entry.stopSecond === null);
}
