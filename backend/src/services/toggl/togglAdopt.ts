/**
 * What runs in Timery becomes PRIMARY here, from its own start on. A command like any other start;
 * beside the slice it leaves a row by which the projection links the entry instead of stopping it.
 *
 * Invariant: nothing that was tracked here since then is written over.
 */

import { foldName, readName } from '../../../../core/engine/category.ts';
import { categoryFor } from '../../../../core/importer/historyCategory.ts';
import { invariant } from '../../../../core/invariant.ts';
import type { ObservedEntry } from '../../../../core/projection/entry.ts';
import { textOfHuman } from '../../../../core/projection/noteFromText.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import { findCategoryByFoldedName, listCategories } from '../../store/categories.ts';
import { findOpenSlice, findStartBefore } from '../../store/timeline.ts';
import { insertAdoption } from '../../store/togglAdoptions.ts';
import { foreignEntries } from '../../store/togglForeign.ts';
import { listTogglProjects } from '../../store/togglProjects.ts';
import { type Started, start } from '../engine/startSlice.ts';
import { stopIfAny } from '../engine/stopSlice.ts';
import {
  type Caller,
  type Command,
  type CommandResult,
  type Done,
  type EngineParts,
  type Idempotency,
  type Refused,
  refusedWith,
  runCommand,
} from '../engineCommand.ts';
import { togglNotConnected } from '../refusals.ts';

type AdoptInput = Readonly<{
  /** What runs, where none is named. */
  entryId?: number | undefined;
}>;

type Adopted = Pick<Started, 'slice' | 'changeId'> & Readonly<{ entryId: number }>;

export type AdoptRunning = (
  caller: Caller,
  input: AdoptInput,
  idempotency?: Idempotency<Adopted>,
) => Promise<CommandResult<Adopted>>;

type Parts = EngineParts &
  Readonly<{
    /** Asks Toggl what runs, for one call; does nothing where that may not be spent. */
    findRunning: () => Promise<'asked' | 'not-connected'>;
  }>;

export function createAdoptRunning(parts: Parts): AdoptRunning {
  return async (caller, input, idempotency) => {
    const run = () =>
      runCommand(parts, caller, { work: (command) => adopt(command, input), idempotency });
    const known = await run();
    if (known.kind !== 'refused' || known.refusal.code !== 'nothing_running') return known;
    const asked = await parts.findRunning();
    return asked === 'asked' ? run() : togglNotConnected;
  };
}

export async function adopt(
  command: Command,
  { entryId }: AdoptInput,
): Promise<Done<Adopted> | Refused> {
  const { tx, caller } = command;
  const line = { accountId: caller.accountId, dimension: 'PRIMARY' } as const;
  const running = await foreignEntries(tx, caller.accountId);
  const entry = running.find(({ id }) => entryId === undefined || id === entryId);
  if (entry === undefined) return nothingRuns;
  const startAt = entry.startSecond * 1000;
  // Also what lies ahead, where our clock stepped back.
  const lastStartAt = await findStartBefore(tx, line, Number.MAX_SAFE_INTEGER);
  if (lastStartAt !== null && lastStartAt >= startAt) return trackedSince;
  const open = await findOpenSlice(tx, line);
  if (open?.isLocked === true) return runningIsLocked;
  const grouped = { ...command, caller: { ...caller, groupId: command.newId() } };
  return write(grouped, entry);
}

/**
 * Whatever is tracked here when the entry begins ends there, over already or not, and is not
 * continued where it is of the same category: the entry belongs to a slice of its own.
 */
async function write(command: Command, entry: ObservedEntry): Promise<Done<Adopted> | Refused> {
  const { tx, caller } = command;
  const { accountId } = caller;
  const at = formatInstant(entry.startSecond * 1000);
  const stopped = await stopIfAny(command, { dimension: 'PRIMARY', at });
  if (stopped.kind === 'refused') return stopped;
  const category = await categoryNameOf(command, entry);
  // Written here and not by the projection later: a change of its own would stand against an undo.
  const note = textOfHuman(entry.description, category);
  const asked = { dimension: 'PRIMARY', category, at, source: 'MANUAL', note } as const;
  const started = await start(command, asked, 'adopt');
  if (started.kind === 'refused') return started;
  const { slice, changeId } = started;
  invariant(started.created, 'nothing else is there at the start of an entry that is adopted');
  const adoptee = { entry, text: slice.category };
  await insertAdoption(tx, accountId, { sliceId: slice.id, adoptee });
  return { kind: 'done', slice, changeId, entryId: entry.id };
}

/** As it is called here, where the entry writes it otherwise or names one that was merged. */
async function categoryNameOf(command: Command, entry: ObservedEntry): Promise<string> {
  const { tx, caller } = command;
  const name = await nameToldBy(command, entry);
  const known = await findCategoryByFoldedName(tx, caller.accountId, foldName(name));
  return known?.name ?? name;
}

/** One timer that a person names is worth a category of its name, unlike years of them. */
async function nameToldBy({ tx, caller }: Command, entry: ObservedEntry): Promise<string> {
  const read = readName(entry.description);
  if (entry.projectId === null && read.kind === 'name') return read.name;
  const { accountId } = caller;
  const catalogue = {
    categories: await listCategories(tx, accountId),
    projects: await listTogglProjects(tx, accountId),
  };
  return categoryFor(entry, catalogue).name;
}

const nothingRuns = refusedWith(
  'nothing_running',
  'Compass knows of no timer of yours that runs in Timery. Start one there and try again, or ' +
    'start it here.',
);

const trackedSince = refusedWith(
  'newer_running',
  'Something was started here after that timer. Delete it or give it another start, or stop the ' +
    'timer in Timery.',
);

const runningIsLocked = refusedWith(
  'slice_locked',
  'What runs here is locked. Unlock it first: it would end where that timer begins.',
);
