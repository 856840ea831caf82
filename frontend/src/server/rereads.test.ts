import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { createRereads } from './rereads.ts';

const slices = ['slices'];

/** A page that looks at slices. Its reads are answered by hand, and so do its rests end. */
async function createPage() {
  const queryClient = new QueryClient();
  const reads: ((answer: string) => void)[] = [];
  const rests: (() => void)[] = [];
  const after = (_delayMs: number, run: () => void) => {
    rests.push(run);
    return () => {};
  };
  const queryFn = () => new Promise<string>((answered) => reads.push(answered));
  new QueryObserver(queryClient, { queryKey: slices, queryFn }).subscribe(() => {});
  const { ask } = createRereads({ queryClient, after });
  const page = {
    reads,
    tell: (queryKey = slices) => ask(queryKey),
    answer: async (answer: string) => {
      reads.at(-1)?.(answer);
      await settle();
    },
    rest: async () => {
      rests.shift()?.();
      await settle();
    },
    shown: () => queryClient.getQueryData(slices),
  };
  await page.answer('before');
  return page;
}

/** Lets everything that is already answered run to its end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

it('the first event is read at once, and a storm after it once more', async () => {
  const page = await createPage();
  for (let event = 0; event < 30; event += 1) page.tell();
  expect(page.reads).toHaveLength(2);
  await page.answer('after the first');
  expect(page.shown()).toBe('after the first');
  await page.rest();
  await page.answer('after the last');
  expect(page.reads).toHaveLength(3);
  expect(page.shown()).toBe('after the last');
  await page.rest();
  expect(page.reads).toHaveLength(3);
});

it('an event after a rest is read at once', async () => {
  const page = await createPage();
  page.tell();
  await page.answer('after the first');
  await page.rest();
  page.tell();
  expect(page.reads).toHaveLength(3);
});

it('a read that takes longer than a rest is shown, and followed by one', async () => {
  const page = await createPage();
  page.tell();
  page.tell();
  await page.rest();
  expect(page.reads).toHaveLength(2);
  await page.answer('slow');
  expect(page.shown()).toBe('slow');
  expect(page.reads).toHaveLength(3);
});

it('one subject does not wait for the rest of another', async () => {
  const page = await createPage();
  page.tell(['tasks']);
  page.tell();
  expect(page.reads).toHaveLength(2);
});
