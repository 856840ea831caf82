/**
 * Announces what runs when it passes the most that is expected of it, so that a page which lies
 * open can offer to end it. It asks for one wake at the instant that is due and reads what runs
 * when something changed: nothing is polled.
 *
 * Invariant: each slice is told once, for each time that somebody kept it; nothing is changed.
 */
import { overdueAt } from '../../../../core/closing/overdue.ts';
import { formatInstant } from '../../../../core/time/instant.ts';
import type { Database } from '../../db/database.ts';
import { listAccepted } from '../../store/accepted.ts';
import { listAllCategories } from '../../store/categories.ts';
import { listOpenSliceViews } from '../../store/sliceViews.ts';
import type { EventHub } from '../events.ts';
import { maximaOf } from './readDay.ts';

type WatchOptions = Readonly<{
  database: Database;
  accountId: string;
  now: () => number;
  timers: Readonly<{ after: (delayMs: number, run: () => void) => () => void }>;
  events: EventHub;
  onFault: (fault: unknown) => void;
}>;

type MaximumWatch = Readonly<{
  start(): void;
  stop(): Promise<void>;
}>;

/** A burst of commands is read once, when it is over. */
const settleMs = 1_000;
/** A clock may be set and a machine may sleep: a longer timer would not notice. */
const longestSleepMs = 3_600_000;
/** What is due is still due after a look that failed, and nothing else may change for hours. */
const faultPauseMs = 60_000;

export function createMaximumWatch(options: WatchOptions): MaximumWatch {
  const { now, timers, accountId, events } = options;
  const told = new Map<string, number>();
  let timer: { at: number; cancel: () => void } | null = null;
  let unsubscribe = () => {};
  let isStopped = false;
  let looking: Promise<void> = Promise.resolve();

  const wakeAt = (at: number): void => {
    if (isStopped || (timer !== null && timer.at <= at)) return;
    timer?.cancel();
    const delayMs = Math.min(longestSleepMs, Math.max(0, at - now()));
    const cancel = timers.after(delayMs, () => {
      timer = null;
      looking = look().catch((fault: unknown) => {
        options.onFault(fault);
        wakeAt(now() + faultPauseMs);
      });
    });
    timer = { at, cancel };
  };

  const look = async (): Promise<void> => {
    const running = await readDue(options);
    for (const id of told.keys())
      if (!running.some(({ sliceId }) => sliceId === id)) told.delete(id);
    for (const { dueAt, ...due } of running) {
      // At that very instant it has lasted just as long as is expected.
      if (dueAt >= now()) wakeAt(dueAt + 1);
      else if (told.get(due.sliceId) !== dueAt && !isStopped) {
        told.set(due.sliceId, dueAt);
        events.announce(accountId, { kind: 'overdue', ...due });
      }
    }
  };

  return {
    start: () => {
      unsubscribe = events.subscribe(accountId, ({ kind }) => {
        if (kind === 'state' || kind === 'categories') wakeAt(now() + settleMs);
      });
      wakeAt(now());
    },
    stop: async () => {
      isStopped = true;
      unsubscribe();
      timer?.cancel();
      await looking;
    },
  };
}

type Due = Readonly<{
  sliceId: string;
  category: string;
  start: string;
  maxMinutes: number;
  dueAt: number;
}>;

async function readDue({ database: { reader }, accountId, now }: WatchOptions): Promise<Due[]> {
  const running = await listOpenSliceViews(reader, accountId);
  if (running.length === 0) return [];
  const startAt = Math.min(...running.map((slice) => slice.startAt));
  const accepted = await listAccepted(reader, accountId, { startAt, endAt: now() });
  const maximumMsOf = maximaOf(await listAllCategories(reader, accountId));
  return running.flatMap((slice) => {
    const dueAt = overdueAt(slice, { accepted, maximumMsOf });
    if (dueAt === null) return [];
    const { id: sliceId, category, startAt: at, categoryId } = slice;
    const maxMinutes = maximumMsOf(categoryId) / 60_000;
    return [{ sliceId, category, start: formatInstant(at), maxMinutes, dueAt }];
  });
}
