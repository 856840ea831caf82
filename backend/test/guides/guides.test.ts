/**
 * The guides, followed word for word: each block that calls the server is run by a shell, in its
 * order, against the real server beside a sandbox Toggl. A sentence that a guide promises after a
 * block has to be the answer.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { okBody, secret } from '../http/testServer.ts';
import { startTogglServer, type TogglServer } from '../http/togglServer.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../../../docs/guides');
const minuteMs = 60_000;

type Block = Readonly<{ command: string; line: number; promised: string | null }>;

/** Blocks marked `sh` are for the reader to run; others are settings, or need another machine. */
function blocksOf(guide: string): Block[] {
  const text = readFileSync(join(folder, guide), 'utf8');
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)\n\1```$/gm)].map((found) => {
    const after = text.slice(found.index + found[0].length);
    return {
      command: found[2] ?? '',
      line: text.slice(0, found.index).split('\n').length,
      promised: /^\n+answers `([^`]+)`/.exec(after)?.[1] ?? null,
    };
  });
}

let toggl: TogglServer;
let home: string;
let address: string;

beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'compass-guides-'));
  // What a reader sees stays as it is; the status of each call is told beside it.
  writeFileSync(join(home, '.curlrc'), 'silent\nwrite-out = "%{stderr}%{http_code}\\n"\n');
  toggl = await startTogglServer();
  address = await toggl.server().start();
  await toggl.connect();
});
afterEach(async () => {
  await toggl.server().close();
  rmSync(home, { recursive: true, force: true });
});

async function follow({ command }: Block) {
  const env = { PATH: process.env.PATH, HOME: home, CURL_HOME: home };
  const { stdout, stderr } = await run('bash', ['--norc', '-euo', 'pipefail', '-c', command], {
    cwd: home,
    env: { ...env, COMPASS: address, COMPASS_SECRET: secret },
  });
  await toggl.server().whenProjected();
  return { said: stdout, statuses: stderr.trim().split('\n').map(Number) };
}

const guides = readdirSync(folder).filter((guide) => blocksOf(guide).length > 0);

describe('a guide', () => {
  it.each(guides)('%s works when it is followed word for word', async (guide) => {
    for (const block of blocksOf(guide)) {
      const place = `${guide}:${block.line}`;
      const { said, statuses } = await follow(block);
      const calls = block.command.match(/\bcurl\b/g)?.length ?? 0;
      const areGood = statuses.every((status) => status >= 200 && status < 300);
      expect({ place, said, count: statuses.length, areGood }).toEqual({
        place,
        said: block.promised ?? said,
        count: calls,
        areGood: true,
      });
      await toggl.pass(minuteMs);
    }
  });

  it('never calls the server in a block that is not followed', () => {
    for (const guide of readdirSync(folder)) {
      const text = readFileSync(join(folder, guide), 'utf8');
      const calls = text.match(/^ *(\w+=\$\()?curl /gm)?.length ?? 0;
      const followed = blocksOf(guide).flatMap(
        ({ command }) => command.match(/^ *(\w+=\$\()?curl /gm) ?? [],
      );
      expect({ guide, calls: followed.length }).toEqual({ guide, calls });
    }
  });

  it('leads to files that are there', () => {
    for (const guide of readdirSync(folder)) {
      const text = readFileSync(join(folder, guide), 'utf8');
      const linked = [...text.matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, name]) => name);
      expect(linked.filter((name) => !readdirSync(folder).includes(name ?? ''))).toEqual([]);
    }
  });
});

/** A look after a start from idle is no part of the start, and may come with any. */
const writes = () => toggl.requests().filter((request) => !request.startsWith('GET '));

describe('the Focus of its guide', () => {
  it('begins two dimensions with one call to Toggl, and ends both with one', async () => {
    const [make, on, off, without] = blocksOf('focus.md');
    const writesOf = async (block: Block | undefined) => {
      if (block === undefined) return expect.fail('the guide lacks a block');
      await toggl.pass(minuteMs);
      const before = writes().length;
      await follow(block);
      return writes().slice(before);
    };
    const [entries, stop] = [/^POST .+\/time_entries$/, /^PATCH .+\/stop$/];
    expect(await writesOf(make)).toEqual([]);
    expect(await writesOf(on)).toEqual([expect.stringMatching(entries)]);
    const [running] = toggl.sandbox.entries();
    expect(running).toMatchObject({ description: 'Coding', tags: ['compass', 'deep-work'] });
    expect(await writesOf(off)).toEqual([expect.stringMatching(stop)]);
    expect(await writesOf(without)).toEqual([expect.stringMatching(entries)]);
  });
});

describe('the health of its guide', () => {
  it('becomes a night and a workout without a call to Toggl, and can be taken back', async () => {
    const slices = async () => okBody(await toggl.client().slices()).toReversed();
    const [sent, again, steps, back] = blocksOf('health.md');
    for (const block of [sent, again, steps]) {
      if (block === undefined) return expect.fail('the guide lacks a block');
      await follow(block);
      expect(await slices()).toMatchObject([
        { category: 'Sleep', isLocked: true, end: '2026-11-02T05:30:00.000Z' },
        { category: 'Workout', isLocked: false, note: 'Running' },
      ]);
    }
    if (back === undefined) return expect.fail('the guide lacks a block');
    await follow(back);
    expect(await slices()).toEqual([]);
    expect(writes()).toEqual([]);
  });
});
