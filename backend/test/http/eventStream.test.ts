/** One listener, over a wire that the test holds in its hand. */
import { expect, it } from 'vitest';
import { createVirtualTime } from '../../../simulation/virtualTime.ts';
import { createEventStream } from '../../src/http/eventStream.ts';

/** Lets whatever waits for a promise go on. */
async function turn(): Promise<void> {
  for (let count = 0; count < 50; count += 1) await Promise.resolve();
}

function makeStream(textOf: (item: string) => Promise<string | null> = async (item) => item) {
  const time = createVirtualTime(0);
  const wire = { sent: '', unsent: 0, isEnded: false, isCut: false, isForbidden: false };
  const socket = {
    write: (text: string) => {
      wire.sent += text;
    },
    end: () => {
      wire.isEnded = true;
    },
    destroy: () => {
      wire.isCut = true;
    },
    get writableLength() {
      return wire.unsent;
    },
  };
  const mayListen = async () => !wire.isForbidden;
  const keyOf = (item: string) => (item.startsWith('state') ? 'state' : null);
  const stream = createEventStream<string>({
    socket,
    timers: time.timers,
    textOf,
    keyOf,
    mayListen,
  });
  return { stream, wire, time };
}

const afterRetry = (sent: string) => sent.replace('retry: 3000\n\n', '');

it('sends in order, and of what stands only the last that waits', async () => {
  const { stream, wire } = makeStream();
  for (const item of ['a', 'state 1', 'b', 'state 2', 'c']) stream.take(item);
  await turn();
  expect(afterRetry(wire.sent)).toBe('abstate 2c');
});

it('cuts the line of a listener that takes nothing', async () => {
  const { stream, wire } = makeStream();
  wire.unsent = 1_000_001;
  stream.take('a');
  await turn();
  expect(wire).toMatchObject({ isEnded: true, isCut: true });
  stream.take('b');
  await turn();
  expect(afterRetry(wire.sent)).toBe('a');
});

it('cuts the line of one whose queue is full', () => {
  const { stream, wire } = makeStream(() => new Promise(() => {}));
  for (let count = 0; count < 257; count += 1) stream.take(`item ${count}`);
  expect(wire.isCut).toBe(false);
  stream.take('one more');
  expect(wire.isCut).toBe(true);
});

it('sends nothing that was read once the listener might not hear it any more', async () => {
  const { stream, wire } = makeStream(async (item) => {
    wire.isForbidden = item === 'b';
    return item;
  });
  for (const item of ['a', 'b', 'c']) stream.take(item);
  await turn();
  expect(afterRetry(wire.sent)).toBe('a');
  expect(wire).toMatchObject({ isEnded: true, isCut: false });
});

it('cuts the line where an event cannot be read', async () => {
  const { stream, wire } = makeStream(() => Promise.reject(new Error('the disk is gone')));
  stream.take('a');
  await turn();
  expect(wire.isCut).toBe(true);
});

it('cuts the line at a heartbeat that nobody takes, and beats no more', async () => {
  const { wire, time } = makeStream();
  await time.advanceTo(25_000, turn);
  wire.unsent = 2_000_000;
  await time.advanceTo(500_000, turn);
  expect(afterRetry(wire.sent)).toBe(': still here\n\n: still here\n\n');
  expect(wire.isCut).toBe(true);
});
