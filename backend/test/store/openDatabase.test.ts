import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/db/database.ts';
import { runEngineChild } from '../support/engineChild.ts';

const folder = mkdtempSync(join(tmpdir(), 'compass-open-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('opening a database', () => {
  it.each([
    { url: '', reason: 'nothing given' },
    { url: 'file:', reason: 'no path' },
    { url: 'file::memory:', reason: 'the reader would see another database than the writer' },
    { url: './compass.db', reason: 'no scheme' },
    { url: 'mysql://user:hunter2@host/name', reason: 'not a database we speak to' },
  ])('refuses "$url" with what to do, and tells no password: $reason', async ({ url }) => {
    const refusal = await openDatabase(url).catch((error: Error) => error.message);
    expect(refusal).toMatch(/file:\.\/data\/compass\.db .* postgres:\/\//);
    expect(refusal).not.toContain('hunter2');
  });

  it('makes the folders of a file, and opens it again as it was left', async () => {
    const url = `file:${join(folder, 'deep', 'down', 'compass.db')}`;
    const first = await openDatabase(url);
    await first.close();
    const second = await openDatabase(url);
    expect(await second.reader.selectFrom('account').selectAll().execute()).toEqual([]);
    await second.close();
  });

  it('says so when the file is no database', async () => {
    const path = join(folder, 'letter.db');
    writeFileSync(path, 'Dear reader, this is not a database at all.'.repeat(40));
    await expect(openDatabase(`file:${path}`)).rejects.toThrow(/could not be brought up to date/);
  });

  it('makes the tables once when several processes start at the same time', async () => {
    const url = `file:${join(folder, 'together.db')}`;
    const children = Array.from({ length: 4 }, () => runEngineChild({ url, starts: 1 }));
    const outcomes = await Promise.all(children.map((child) => child.ended));
    expect(outcomes).toEqual(Array(4).fill({ exitCode: 0, signal: null }));
  });
});
