import { expect, it } from 'vitest';
import { createApi } from './api.ts';
import { type Change, changeIdsIn, createOwnChanges } from './ownChanges.ts';
import { createServerClock } from './serverClock.ts';
import { undo } from './undo.ts';

/**
 * A server that keeps what was changed under one token, as the real one does: its last change is
 * the last of all, an undo too.
 */
function createWorld() {
  const journal: string[] = [];
  const undone: string[] = [];
  const world = { refuses: '', isAway: false, areTapsAway: false, made: 0 };
  const changes = createOwnChanges();
  const waiting: never[] = [];
  const now = () => 0;
  const api = createApi({
    now,
    clock: createServerClock(now),
    send: async (_url, { body }) => {
      if (world.isAway) throw new TypeError('Failed to fetch');
      const named: { changeId?: string } = JSON.parse(body ?? '{}');
      const undoneChangeId = named.changeId ?? journal.at(-1) ?? '';
      if (undoneChangeId === world.refuses) return replyOf(409, refusal);
      const changeId = `undo of ${undoneChangeId}`;
      journal.push(changeId);
      undone.push(undoneChangeId);
      const lists = { sliceCount: 1, slices: [], deletedSliceIds: [], tasks: [] };
      return replyOf(200, { changeId, undoneChangeId, ...lists });
    },
  });
  const newKey = () => `key-${++world.made}`;
  const taps = {
    send: async () => {
      if (!world.areTapsAway) waiting.length = 0;
    },
    waiting: () => waiting,
  };
  return {
    world,
    undone,
    change: (...ids: string[]) => {
      journal.push(...ids);
      changes.made(ids);
    },
    making: changes.making,
    elsewhere: (id: string) => void journal.push(id),
    tap: () => void waiting.push({} as never),
    undo: (named?: Change) => undo({ api, taps, changes, newKey }, named),
  };
}

const refusal = { error: { code: 'changed_since', message: 'It was changed since.' } };

function replyOf(status: number, body: object) {
  return { status, headers: new Headers(), text: async () => JSON.stringify(body) };
}

it('undo, pressed again, takes back the change before', async () => {
  const page = createWorld();
  page.change('a');
  page.change('b');
  expect((await page.undo()).say).toBe('Undone.');
  expect((await page.undo()).say).toBe('Undone.');
  expect(page.undone).toEqual(['b', 'a']);
});

it('a command that is on its way is waited for where it was asked for last', async () => {
  const page = createWorld();
  const answers: ((reply: object) => void)[] = [];
  const ask = () => page.making(new Promise((answered) => answers.push(answered)));
  const early = ask();
  page.change('a');
  const late = ask();
  const undone = page.undo();
  answers[1]?.({ changeId: 'late' });
  await Promise.all([late, undone]);
  expect(page.undone).toEqual(['late']);
  await page.undo();
  expect(page.undone).toEqual(['late', 'a']);
  answers[0]?.({ changeId: 'early' });
  await early;
  await page.undo();
  expect(page.undone).toEqual(['late', 'a', 'early']);
});

it('a command that failed is none to take back', async () => {
  const page = createWorld();
  page.change('a');
  await page.making(Promise.reject(new Error('refused'))).catch(() => {});
  await page.undo();
  expect(page.undone).toEqual(['a']);
});

it('undo of an undo does again, and can be taken back', async () => {
  const page = createWorld();
  page.change('a');
  const { changeIds } = await page.undo();
  expect((await page.undo(changeIds)).say).toBe('Done again.');
  expect((await page.undo()).say).toBe('Undone.');
  expect(page.undone).toEqual(['a', 'undo of a', 'undo of undo of a']);
});

it('a page without changes of its own takes back the last of all, and says which way', async () => {
  const page = createWorld();
  page.elsewhere('before the page was loaded');
  expect((await page.undo()).say).toBe('Undone.');
  expect((await page.undo()).say).toBe('Done again.');
});

it('a change of several steps is taken back as one, the last step first', async () => {
  const page = createWorld();
  page.change('a');
  page.change('step 1', 'step 2');
  const { changeIds } = await page.undo();
  expect(page.undone).toEqual(['step 2', 'step 1']);
  expect(changeIds).toEqual(['undo of step 2', 'undo of step 1']);
  await page.undo();
  expect(page.undone).toEqual(['step 2', 'step 1', 'a']);
});

it('what was taken back from its notice is not taken back once more', async () => {
  const page = createWorld();
  page.change('a');
  page.change('b');
  await page.undo(['a']);
  await page.undo();
  expect(page.undone).toEqual(['a', 'b']);
});

it('what is refused is passed over, and what was not heard is asked for again', async () => {
  const page = createWorld();
  page.change('a');
  page.change('b');
  page.world.refuses = 'b';
  await expect(page.undo()).rejects.toThrow('It was changed since.');
  page.world.isAway = true;
  await expect(page.undo()).rejects.toThrow('The server cannot be reached.');
  page.world.isAway = false;
  await page.undo();
  expect(page.undone).toEqual(['a']);
});

it('waits for the taps that were made before it, and says so where they cannot go', async () => {
  const page = createWorld();
  page.change('a');
  page.tap();
  page.world.areTapsAway = true;
  await expect(page.undo()).rejects.toThrow('a tap still waits to be sent');
  expect(page.undone).toEqual([]);
  page.world.areTapsAway = false;
  await page.undo();
  expect(page.undone).toEqual(['a']);
});

it.each([
  { reason: 'one change', reply: { changeId: 'a' }, ids: ['a'] },
  { reason: 'several steps', reply: { changeIds: ['a', 'b'] }, ids: ['a', 'b'] },
  { reason: 'nothing had to change', reply: { changeId: null }, ids: [] },
  { reason: 'nothing that is journalled', reply: [], ids: [] },
])('a reply names its change: $reason', ({ reply, ids }) => {
  expect(changeIdsIn(reply)).toEqual(ids);
});
