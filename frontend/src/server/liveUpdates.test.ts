import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { createLiveUpdates } from './liveUpdates.ts';
import { queryKeys } from './queryKeys.ts';

type Line = Readonly<{ opened: () => void; told: (data: string) => void }>;

const nothing = { primary: null, work_mode: null, social: null, segment: null };
const coding = {
  id: 'slice-1',
  category: 'Coding',
  start: '2026-11-02T09:00:00.000Z',
  source: 'MANUAL',
  linkedTaskId: null,
};

/** A page that looks at one query, whose reads are answered by hand, and a line of events. */
function createPage(queryKey: readonly string[]) {
  const queryClient = new QueryClient();
  const lines: Line[] = [];
  const reads: ((answer: unknown) => void)[] = [];
  const live = createLiveUpdates({
    outside: {
      after: () => () => {},
      openEventLine: (line) => {
        lines.push(line);
        return () => {};
      },
      whenBack: () => () => {},
    },
    queryClient,
    opened: () => {},
  });
  live.start();
  const queryFn = () => new Promise<unknown>((answered) => reads.push(answered));
  new QueryObserver(queryClient, { queryKey, queryFn }).subscribe(() => {});
  return {
    reads,
    answer: async (read: number, answer: unknown) => {
      reads[read]?.(answer);
      await settle();
    },
    open: () => lines[0]?.opened(),
    tell: (event: object) => lines[0]?.told(JSON.stringify(event)),
    shown: () => queryClient.getQueryData(queryKey),
    at: (other: readonly string[]) => queryClient.getQueryData(other),
  };
}

/** Lets everything that is already answered run to its end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

it('an import whose end nobody heard of is not shown as running any more', async () => {
  const page = createPage(queryKeys.togglImport);
  page.open();
  page.tell({ kind: 'import', state: 'reading', percentage: 37, entries: 400, calls: 4 });
  expect(page.at(queryKeys.togglImportProgress)).toMatchObject({ percentage: 37 });
  page.open();
  await settle();
  expect(page.at(queryKeys.togglImportProgress)).toBeUndefined();
});

it('a category that was changed is read anew wherever its name stands', async () => {
  for (const queryKey of [queryKeys.categories, queryKeys.favorites, queryKeys.recentSlices]) {
    const page = createPage(queryKey);
    await page.answer(0, []);
    page.tell({ kind: 'categories', categoryIds: ['c'] });
    expect(page.reads).toHaveLength(2);
  }
});

it('a first read that was answered before a change is made again', async () => {
  const page = createPage(queryKeys.recentSlices);
  page.tell({ kind: 'slices', sliceIds: ['slice-1'], changeId: 'change-1' });
  await page.answer(0, []);
  await page.answer(1, [coding]);
  expect(page.shown()).toEqual([coding]);
});

it('a first read that was answered before the line was open is made again', async () => {
  const page = createPage(queryKeys.recentSlices);
  page.open();
  await page.answer(0, []);
  await page.answer(1, [coding]);
  expect(page.shown()).toEqual([coding]);
});

it('a read that was answered before the state was told does not take its place', async () => {
  const page = createPage(queryKeys.state);
  await page.answer(0, nothing);
  page.open();
  page.tell({ kind: 'state', revision: 2, state: { ...nothing, primary: coding } });
  await page.answer(1, nothing);
  expect(page.shown()).toEqual({ ...nothing, primary: coding });
});
