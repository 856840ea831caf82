/**
 * Takes in what the engine changed since the revision the projection knows: each slice that was
 * touched has its link looked at again, and a slice new to Toggl gets one. This is the only way
 * in: the engine knows nothing of Toggl.
 *
 * Invariant: `observedRevision` moves in the same transaction as the links, so that a crash
 * neither loses a change nor takes one in half. After a long time away a backlog is taken in bit by
 * bit, oldest first: one transaction for all of it would hold up the engine's own.
 */
import type { Slice } from '../../../core/engine/slice.ts';
import { type HealthSending, isProjectable } from '../../../core/projection/desired.ts';
import { type Link, newLink } from '../../../core/projection/link.ts';
import { passOn } from '../../../core/projection/passOn.ts';
import { recategorised } from '../../../core/projection/refresh.ts';
import { openedBy } from '../../../core/projection/settledText.ts';
import { floorSecond } from '../../../core/time/instant.ts';
import type { Database } from '../db/database.ts';
import type { WriteTransaction } from '../db/transaction.ts';
import { findAccount } from '../store/accounts.ts';
import { readTouchedSlices } from '../store/journalSince.ts';
import { findUnadopted } from '../store/journalUndos.ts';
import { findFirstRevision } from '../store/sliceHistory.ts';
import { findSlices } from '../store/slices.ts';
import { findAdoption } from '../store/togglAdoptions.ts';
import { saveTogglConnection, type TogglConnection } from '../store/togglConnections.ts';
import { linksOfSlices, removeLink, saveLink } from '../store/togglLinks.ts';
import { passOnWarnings } from '../store/togglWarnings.ts';
import { giveBack, takeOver } from './adoptions.ts';

/** Changes of slices that one look takes in. */
const changesPerLook = 200;

type Ingested = Readonly<{
  connection: TogglConnection;
  /** Whether that was all: with what is still to come, a slice may take another's entry along. */
  isCaughtUp: boolean;
}>;

type Looked = Readonly<{ now: number; health: HealthSending }>;

export async function ingest(
  database: Database,
  connection: TogglConnection,
  looked: Looked,
): Promise<Ingested> {
  const account = await findAccount(database.reader, connection.accountId);
  if (account === null || account.engineRevision === connection.observedRevision) {
    return { connection, isCaughtUp: true };
  }
  return database.write((tx) => takeIn(tx, connection, looked));
}

export async function takeIn(
  tx: WriteTransaction,
  connection: TogglConnection,
  { now, health }: Looked,
): Promise<Ingested> {
  const { accountId, observedRevision: sinceRevision } = connection;
  const current = await findAccount(tx, accountId);
  const most = changesPerLook;
  const touched = await readTouchedSlices(tx, accountId, { sinceRevision, most });
  await ingestTouched(tx, connection, { ...touched, now, health });
  const newest = current?.engineRevision ?? sinceRevision;
  const observed = { ...connection, observedRevision: touched.untilRevision ?? newest };
  await saveTogglConnection(tx, observed);
  return { connection: observed, isCaughtUp: observed.observedRevision === newest };
}

type TouchedSlices = Readonly<{
  sliceIds: readonly string[];
  mergedIds: ReadonlySet<string>;
  now: number;
  health: HealthSending;
}>;

async function ingestTouched(
  tx: WriteTransaction,
  connection: TogglConnection,
  { sliceIds, mergedIds, now, health }: TouchedSlices,
): Promise<void> {
  const { accountId } = connection;
  const slices = new Map((await findSlices(tx, accountId, sliceIds)).map((s) => [s.id, s]));
  const found = await linksOfSlices(tx, accountId, sliceIds);
  const goneIds = found.map(({ sliceId }) => sliceId).filter((id) => !slices.has(id));
  const unadoptedIds = await findUnadopted(tx, goneIds);
  const isGivenBack = ({ sliceId }: Link) => unadoptedIds.has(sliceId);
  for (const link of found.filter(isGivenBack)) await giveBack(tx, accountId, { link, now });
  const known = found.filter((link) => !isGivenBack(link));
  const knownIds = new Set(known.map(({ sliceId }) => sliceId));
  const fresh = await freshLinks(tx, connection, {
    slices: [...slices.values()].filter(
      (slice) => !knownIds.has(slice.id) && isProjectable(slice, health),
    ),
    now,
  });
  const links = [...known, ...fresh].map((link) => {
    const slice = slices.get(link.sliceId);
    if (slice === undefined) return link;
    return mergedIds.has(slice.id) ? recategorised(link, slice) : openedBy(link, slice);
  });
  for (const link of links) {
    const startSecond = startSecondOf(slices.get(link.sliceId)) ?? undefined;
    await saveLink(tx, { accountId, link, isSettled: false, startSecond, now });
  }
  const items = links.map((link) => ({
    link,
    startSecond: startSecondOf(slices.get(link.sliceId)),
  }));
  for (const { from, to } of passOn(items)) {
    const heir = slices.get(to.sliceId);
    const link = heir === undefined ? to : openedBy(to, heir);
    await removeLink(tx, from.sliceId);
    await saveLink(tx, { accountId, link, isSettled: false, now });
    const passed = { fromSliceId: from.sliceId, toSliceId: to.sliceId };
    await passOnWarnings(tx, accountId, passed);
  }
}

function startSecondOf(slice: Slice | undefined): number | null {
  return slice === undefined ? null : floorSecond(slice.startAt);
}

/** A slice that was already closed when Toggl was connected stays out of Toggl. */
async function freshLinks(
  tx: WriteTransaction,
  connection: TogglConnection,
  { slices, now }: Readonly<{ slices: readonly Slice[]; now: number }>,
): Promise<readonly Link[]> {
  const { togglUserId, workspaceId } = connection;
  const links: Link[] = [];
  for (const slice of slices) {
    const firstRevision = await findFirstRevision(tx, slice.id);
    const isRecordedSince = (firstRevision ?? 0) > connection.connectedRevision;
    if (slice.endAt !== null && !isRecordedSince) continue;
    const adoptee = await findAdoption(tx, slice.id);
    if (adoptee === null) links.push(newLink({ sliceId: slice.id, togglUserId, workspaceId }));
    else links.push(await takeOver(tx, connection, { slice, adoptee, now }));
  }
  return links;
}
