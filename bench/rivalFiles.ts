/**
 * Writes a history as `ledger` and `timew` read it, so that all three count the same slices.
 * Started by reports.ts with the database and the folder to write to as its arguments.
 *
 * ledger takes every slice, as milliseconds of an account of its dimension and category. timew
 * knows one dimension, so it takes PRIMARY alone: a quarter of the work.
 */
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openDatabase } from '../backend/src/db/database.ts';
import { listCategories } from '../backend/src/store/categories.ts';
import { findHistoryBounds, readCountedSlices } from '../backend/src/store/countedSlices.ts';
import { invariant } from '../core/invariant.ts';
import type { CountedSlice } from '../core/reviews/figures.ts';

const accountId = 'owner';
const stepMs = 30 * 86_400_000;

const [, , file = 'history.db', folder = '.'] = process.argv;
const data = join(folder, 'timew', 'data');
mkdirSync(data, { recursive: true });
writeFileSync(join(folder, 'timew', 'timewarrior.cfg'), '');
const database = await openDatabase(`file:${file}`);
const categories = await listCategories(database.reader, accountId);
const names = new Map(categories.map(({ id, name }) => [id, name]));
const intervals = new Map<string, string[]>();
await pipeline(ledgerEntries, createWriteStream(join(folder, 'history.ledger')));
for (const [month, lines] of intervals) writeFileSync(join(data, `${month}.data`), lines.join(''));
await database.close();

async function* ledgerEntries(): AsyncGenerator<string> {
  const bounds = await findHistoryBounds(database.reader, accountId);
  invariant(bounds, 'the history was filled');
  for (let startAt = bounds.firstAt; startAt <= bounds.lastAt; startAt += stepMs) {
    const range = { startAt, endAt: startAt + stepMs };
    const read = await readCountedSlices(database.reader, accountId, range);
    // A slice that reaches into the step was written with the step in which it starts.
    const slices = read.filter((slice) => slice.startAt >= startAt);
    for (const slice of slices) noteInterval(slice);
    yield slices
      .sort((a, b) => a.startAt - b.startAt)
      .map(ledgerEntry)
      .join('');
  }
}

function ledgerEntry({ dimension, categoryId, startAt, endAt }: CountedSlice): string {
  const day = new Date(startAt).toISOString().slice(0, 10);
  const account = `${dimension}:${names.get(categoryId)}`;
  return `${day} slice\n    (${account})  ${(endAt ?? startAt) - startAt} ms\n\n`;
}

function noteInterval({ dimension, categoryId, startAt, endAt }: CountedSlice): void {
  if (dimension !== 'PRIMARY') return;
  const month = new Date(startAt).toISOString().slice(0, 7);
  const lines = intervals.get(month) ?? [];
  intervals.set(month, lines);
  const span = `${compact(startAt)} - ${compact(endAt ?? startAt)}`;
  lines.push(`inc ${span} # "${names.get(categoryId)}"\n`);
}

/** `20261105T083000Z` */
function compact(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}
