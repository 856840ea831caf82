import { describe, expect, it } from 'vitest';
import { bodyOf, createApi, isPassing } from './api.ts';
import { createRepeatedKeys } from './repeatedKeys.ts';
import { createServerClock } from './serverClock.ts';

type Given = Readonly<{ status: number; text: string }> | 'cut' | 'cut while it came';

const slice = { at: '2026-11-02T09:30:00.000Z' };
const busy = {
  status: 503,
  text: '{"error":{"code":"unavailable","message":"Send the same again shortly."}}',
};

/** A server that answers what it is given, in turn, and notes under which keys it was asked. */
function createWorld(...given: readonly Given[]) {
  const keys: (string | undefined)[] = [];
  const waits: number[] = [];
  const answers = [...given];
  const now = () => 0;
  const api = createApi({
    now,
    clock: createServerClock(now),
    keys: createRepeatedKeys(),
    send: async (_url, { headers, timeoutMs }) => {
      keys.push(headers['idempotency-key']);
      waits.push(timeoutMs);
      const answer = answers.shift() ?? 'cut';
      if (answer === 'cut') throw new TypeError('Failed to fetch');
      if (answer === 'cut while it came') {
        const text = () => Promise.reject(new TypeError('network error'));
        return { status: 200, headers: new Headers(), text };
      }
      return { status: answer.status, headers: new Headers(), text: async () => answer.text };
    },
  });
  return { api, keys, waits };
}

const failureOf = (asked: Promise<unknown>) =>
  asked.then(
    () => null,
    (error: Error) => error,
  );

describe('an answer that does not come', () => {
  it.each<{ reason: string; given: Given; message: string; passes: boolean }>([
    { reason: 'no line', given: 'cut', message: 'The server cannot be reached.', passes: true },
    {
      reason: 'a line cut while the answer came',
      given: 'cut while it came',
      message: 'The server cannot be reached.',
      passes: true,
    },
    {
      reason: 'the page of a proxy',
      given: { status: 500, text: '<h1>Internal Server Error</h1>' },
      message: 'The server cannot be reached.',
      passes: true,
    },
    {
      reason: 'words of a proxy that are no words of ours',
      given: { status: 502, text: '{"message":"Bad Gateway"}' },
      message: 'The server cannot be reached.',
      passes: true,
    },
    {
      reason: 'a server that says itself that it is busy',
      given: busy,
      message: 'Send the same again shortly.',
      passes: true,
    },
    {
      reason: 'a shape that this page does not know',
      given: { status: 200, text: '{"changed":true}' },
      message: 'This page cannot read what the server answers. Load it anew.',
      passes: false,
    },
    {
      reason: 'a page where an answer should be',
      given: { status: 200, text: '<form>Sign in at the proxy</form>' },
      message: 'This page cannot read what the server answers. Load it anew.',
      passes: false,
    },
    {
      reason: 'a refusal',
      given: { status: 422, text: '{"error":{"code":"overlap","message":"In the way."}}' },
      message: 'In the way.',
      passes: false,
    },
  ])('says what to do: $reason', async ({ given, message, passes }) => {
    const error = await failureOf(bodyOf(createWorld(given).api.splitSlice('s', slice, 'k1')));
    expect([error?.message, isPassing(error)]).toEqual([message, passes]);
  });
});

describe('a command that is asked for again', () => {
  const refused = { status: 409, text: '{"error":{"code":"overlap","message":"In the way."}}' };

  it.each<{ reason: string; given: readonly Given[]; keys: readonly string[] }>([
    { reason: 'its answer was lost: the same', given: ['cut'], keys: ['k1', 'k1'] },
    { reason: 'the server was busy: the same', given: [busy], keys: ['k1', 'k1'] },
    { reason: 'it was refused: a new one', given: [refused], keys: ['k1', 'k2'] },
  ])('goes under a key that says whether it is: $reason', async ({ given, keys }) => {
    const world = createWorld(...given);
    await failureOf(bodyOf(world.api.splitSlice('s', slice, 'k1')));
    await failureOf(bodyOf(world.api.splitSlice('s', slice, 'k2')));
    expect(world.keys).toEqual(keys);
  });

  it('is a new one once another was answered after it', async () => {
    const world = createWorld('cut', refused, 'cut');
    await failureOf(bodyOf(world.api.editSlice('s', { isLocked: true }, 'k1')));
    await failureOf(bodyOf(world.api.editSlice('s', { isLocked: false }, 'k2')));
    await failureOf(bodyOf(world.api.editSlice('s', { isLocked: true }, 'k3')));
    expect(world.keys).toEqual(['k1', 'k2', 'k3']);
  });

  it('is another one where it asks for something else', async () => {
    const world = createWorld('cut', 'cut');
    await failureOf(bodyOf(world.api.splitSlice('s', slice, 'k1')));
    await failureOf(bodyOf(world.api.splitSlice('other', slice, 'k2')));
    expect(world.keys).toEqual(['k1', 'k2']);
  });

  it('is one command while the first is on its way', async () => {
    const world = createWorld('cut', 'cut');
    await Promise.all([
      failureOf(bodyOf(world.api.splitSlice('s', slice, 'k1'))),
      failureOf(bodyOf(world.api.splitSlice('s', slice, 'k2'))),
    ]);
    expect(world.keys).toEqual(['k1', 'k1']);
  });
});

describe('an answer', () => {
  it('is waited for longest where Toggl is asked, and a moment where nobody is', async () => {
    const { api, waits } = createWorld();
    await failureOf(api.stop({ dimension: 'PRIMARY' }, 'k1'));
    await failureOf(api.slices({ limit: '1000' }));
    await failureOf(api.importToggl({}, 'k2'));
    await failureOf(api.undo({ changeId: 'c' }, 'k3'));
    await failureOf(api.mergeCategory('a', { into: 'b' }, 'k4'));
    expect(waits).toEqual([10_000, 30_000, 300_000, 300_000, 300_000]);
  });
});
