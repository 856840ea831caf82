/**
 * What a person does with history: asks for imports, first dry or at once, of all or of some days;
 * sets the webhook up. And in the end what an import of all days has to have brought.
 */

import type { Reply } from './answered.ts';
import type { Find } from './checkers/finding.ts';
import { createHistoryChecker, trackedSeconds } from './checkers/history.ts';
import { createImportBound } from './checkers/importBound.ts';
import type { StoredSlice } from './observer.ts';
import { beginning, type World } from './world.ts';

type Imports = Readonly<{
  /** In a world with a webhook, once: at the first chance. */
  setUpWebhook(): Promise<void>;
  askFor(): Promise<void>;
  onSlices(slices: readonly StoredSlice[]): void;
  afterCommands(before: readonly StoredSlice[], after: readonly StoredSlice[]): void;
  /** All is healed and caught up. */
  demand(): Promise<void>;
  leastCalls(): number;
}>;

type Parts = Readonly<{
  world: World;
  find: Find;
  /** Whether the program made that entry, as the wire showed it. */
  isMade: (entryId: number) => boolean;
}>;

type Asked = Readonly<{ from?: string; to?: string; dryRun?: boolean }>;
type Told = Readonly<{ state: string; imported: number; updated: number; deleted: number }>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const hoursToCatchUp = 48;

export function createImports(parts: Parts): Imports {
  const { world, find } = parts;
  const { history, webhook } = world.options;
  const random = world.random.fork('imports');
  const checker = createHistoryChecker(find);
  const bound = createImportBound({ beginsAt: beginning, nightly: history?.nightly ?? 'off' });
  const ask: Ask = (asked) => askOnce(parts, { asked, bound });
  const state = { isWebhookTried: webhook === null };
  return {
    setUpWebhook: async () => {
      if (state.isWebhookTried || !world.observer.isConnected()) return;
      const body = { url: 'https://compass.example' };
      const path = '/api/toggl/webhook/setup';
      const reply = await world.ask({ method: 'POST', path, body });
      // A refusal is final: Toggl has one already, whose reply was lost.
      state.isWebhookTried = reply !== null && reply.status < 500;
      if (reply?.status === 200) bound.webhookSetUp();
    },
    askFor: async () => {
      const today = world.programNow();
      const from = random.chance(0.5) ? dateAt(today - random.between(0, 2) * dayMs) : null;
      const to = from !== null && random.chance(0.3) ? dateAt(today) : null;
      const range = { ...(from !== null && { from }), ...(to !== null && { to }) };
      const way = random.pick(['real', 'real', 'dry', 'dry-then-real']);
      if (way !== 'real') await ask({ ...range, dryRun: true });
      if (way !== 'dry') await ask(range);
    },
    onSlices: checker.onSlices,
    afterCommands: checker.afterCommands,
    demand: async () => {
      if (history !== null) await demandHistory(parts, { ask, checker });
    },
    leastCalls: () => bound.total(world.time.now()),
  };
}

type Ask = (asked: Asked) => Promise<Told | null>;
type Bound = ReturnType<typeof createImportBound>;

async function askOnce(
  { world, find }: Parts,
  { asked, bound }: Readonly<{ asked: Asked; bound: Bound }>,
): Promise<Told | null> {
  const at = world.programNow();
  const reply = await world.ask({ method: 'POST', path: '/api/toggl/import', body: asked });
  const told = toldBy(reply);
  if (told === null) {
    if (reply !== null) find('imports', `An import was answered ${JSON.stringify(reply)}`);
    return null;
  }
  const range = `${asked.from ?? ''} ${asked.to ?? ''}`;
  const kind = asked.dryRun === true ? 'dry' : 'real';
  bound.asked({ at, kind, range, isDone: told.state === 'done' });
  return told;
}

/** To its end: a bucket that is empty delays it. */
async function askForAll({ world, find }: Parts, ask: Ask): Promise<Told | null> {
  let told = await ask({ from: dateAt(beginning - dayMs) });
  for (let hour = 0; hour < hoursToCatchUp && told?.state !== 'done'; hour += 1) {
    await world.advance(hourMs);
    told = toldBy(await world.send({ method: 'GET', path: '/api/toggl/import' }));
  }
  if (told?.state !== 'done') find('imports', `Not done in the end: ${JSON.stringify(told)}`);
  return told;
}

type Demanding = Readonly<{ ask: Ask; checker: ReturnType<typeof createHistoryChecker> }>;

async function demandHistory(parts: Parts, { ask, checker }: Demanding): Promise<void> {
  const { world, find, isMade } = parts;
  await askForAll(parts, ask);
  const slices = world.observer.slicesSince(beginning - 2 * dayMs);
  const linked = world.observer.linkedEntryIds();
  checker.onSlices(slices);
  checker.judge({
    entries: world.sandbox.entries(),
    slices,
    isOurs: (id) => isMade(id) || linked.has(id),
    isLeftAsItWas: (id) => world.options.history?.overrides === 'off' && world.touched.has(id),
  });
  await demandCounts(parts, slices);
  const again = await askForAll(parts, ask);
  const changed = (again?.imported ?? 0) + (again?.updated ?? 0) + (again?.deleted ?? 0);
  if (changed > 0) find('imports', `A second import changed ${JSON.stringify(again)}`);
}

async function demandCounts({ world, find }: Parts, slices: readonly StoredSlice[]): Promise<void> {
  const dates = { from: dateAt(beginning - 3 * dayMs), to: dateAt(beginning + 99 * dayMs) };
  const path = `/api/engine/summary?startDate=${dates.from}&endDate=${dates.to}`;
  const reply = await world.send({ method: 'GET', path });
  const { totals } = (reply?.body ?? {}) as { totals?: Readonly<Record<string, number>> };
  const tracked = trackedSeconds(slices, world.programNow());
  if (totals?.PRIMARY !== tracked) {
    find('history', `PRIMARY counts ${totals?.PRIMARY} s, of which ${tracked} were tracked.`);
  }
}

/** In Berlin, in winter. */
function dateAt(at: number): string {
  return new Date(at + hourMs).toISOString().slice(0, 10);
}

function toldBy(reply: Reply | null): Told | null {
  return reply?.status === 200 ? (reply.body as Told) : null;
}
