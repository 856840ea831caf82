/**
 * The control of the experiment: a simulation that finds nothing proves something only if it finds
 * what is there. Each row breaks the program from outside, between it and the wire or the file,
 * and names the checker that has to say so.
 */
import { describe, expect, it } from 'vitest';
import type { Database } from '../backend/src/db/database.ts';
import type { HttpRequest, Transport } from '../toggl/transport.ts';
import { deletingNothing, losing } from './breakage.fixture.ts';
import { type Options, optionsOf, type TaskAction } from './options.ts';
import type { Breakage } from './program.ts';
import { simulate } from './simulate.ts';

const days = 1;

describe('a program that is broken', () => {
  type Case = Readonly<{ reason: string; breakage: Breakage; foundBy: string }>;
  const cases: readonly Case[] = [
    {
      reason: 'repeats each create',
      breakage: { transport: creatingTwice },
      foundBy: 'duplicates',
    },
    {
      reason: 'edits what a human made',
      breakage: { transport: editingForeign },
      foundBy: 'foreign',
    },
    {
      reason: 'takes every bucket for full',
      breakage: { transport: hidingTheQuota },
      foundBy: 'quota',
    },
    {
      reason: 'never deletes an entry',
      breakage: { transport: deletingNothing },
      foundBy: 'converged',
    },
    {
      reason: 'loses a slice that it answered',
      breakage: { database: losing('delete from slice where end_at is not null') },
      foundBy: 'slices',
    },
    {
      reason: 'moves an end that nobody touched',
      breakage: { database: losing('update slice set end_at = end_at + 1 where end_at > 0') },
      foundBy: 'slices',
    },
    {
      reason: 'answers before anything is on disk',
      breakage: { database: answeringEarly },
      foundBy: 'slices',
    },
  ];
  it.each(cases)('that $reason is found out by $foundBy', async ({ breakage, foundBy }) => {
    const { findings } = await simulate(busyDay(), () => {}, breakage);
    expect(findings.map(({ checker }) => checker)).toContain(foundBy);
  });

  const taskCases: readonly Case[] = [
    {
      reason: 'forgets which task is active',
      breakage: { database: losing("update task set state = 'next' where state = 'active'") },
      foundBy: 'tasks',
    },
    {
      reason: 'takes slices off their task',
      breakage: { database: losing('update slice set linked_task_id = null') },
      foundBy: 'slices',
    },
  ];
  it.each(taskCases)('that $reason is found out by $foundBy', async ({ breakage, foundBy }) => {
    const { findings } = await simulate(dayOfTasks(), () => {}, breakage);
    expect(findings.map(({ checker }) => checker)).toContain(foundBy);
  });

  const historyCases: readonly Case[] = [
    {
      reason: 'loses history that it took in',
      breakage: { database: losing("delete from slice where source = 'TIMERY'") },
      foundBy: 'history',
    },
    {
      reason: 'overlooks what was made by hand',
      breakage: { transport: hidingForeign },
      foundBy: 'history',
    },
  ];
  it.each(historyCases)('that $reason is found out by $foundBy', async ({ breakage, foundBy }) => {
    const { findings } = await simulate(dayOfHistory(), () => {}, breakage);
    expect(findings.map(({ checker }) => checker)).toContain(foundBy);
  });

  it.each([
    { day: 'day of history', options: dayOfHistory() },
    { day: 'busy day', options: busyDay() },
    { day: 'day of tasks', options: dayOfTasks() },
  ])('is found out by nobody on a $day when it is not broken', async ({ options }) => {
    const { findings } = await simulate(options, () => {}, {});
    expect(findings).toEqual([]);
  });

  function dayOfTasks(): Options {
    const day = busyDay();
    return { ...day, actions: { ...day.actions, ...taskActions(20) } };
  }

  function dayOfHistory(): Options {
    const day = busyDay();
    return {
      ...day,
      actions: { ...day.actions, import: 15, undo: 0 },
      mishaps: { ...day.mishaps, 'crash-now': 0, 'human-past': 0.3 },
      history: { nightly: 'on', overrides: 'on' },
    };
  }

  function taskActions(weight: number): Record<TaskAction, number> {
    return {
      'task-create': weight,
      'task-activate': weight * 3,
      'task-complete': weight,
      'task-edit': weight,
    };
  }

  /** Enough happens that each fault shows: a full day without faults, with deletions. */
  function busyDay(): Options {
    const drawn = optionsOf('control', days);
    const { wireFaults, mishaps, actions } = drawn;
    const none = <Kind extends string>(chances: Readonly<Record<Kind, number>>) =>
      Object.fromEntries(Object.keys(chances).map((kind) => [kind, 0])) as Record<Kind, number>;
    return {
      ...drawn,
      wireFaults: none(wireFaults),
      mishaps: { ...none(mishaps), 'crash-now': 0.1 },
      actions: { ...actions, ...taskActions(0), switch: 30, delete: 10, undo: 5, import: 0 },
      actionsPerDay: 40,
      machine: 'always-on',
      reserve: 28,
      stalenessMs: 0,
      clockOffsetMs: 0,
      history: null,
      webhook: null,
    };
  }
});

function creatingTwice(toggl: Transport): Transport {
  return async (request) => {
    if (isCreate(request)) await toggl(request);
    return toggl(request);
  };
}

/** Whatever it makes, it also writes to an entry that it never made. */
function editingForeign(toggl: Transport): Transport {
  return async (request) => {
    const answer = await toggl(request);
    if (isCreate(request)) {
      const body = JSON.stringify({ description: 'mine now' });
      await toggl({ ...request, method: 'PUT', url: `${request.url}/4242`, body });
    }
    return answer;
  };
}

function hidingTheQuota(toggl: Transport): Transport {
  return async (request) => {
    const exchange = await toggl(request);
    if (exchange.kind !== 'replied') return exchange;
    const headers = { ...exchange.reply.headers, 'x-toggl-quota-remaining': '30' };
    return { ...exchange, reply: { ...exchange.reply, headers } };
  };
}

/** Lists show only what carries the mark. */
function hidingForeign(toggl: Transport): Transport {
  return async (request) => {
    const exchange = await toggl(request);
    if (exchange.kind !== 'replied' || !request.url.includes('since=')) return exchange;
    const { reply } = exchange;
    if (reply.status !== 200) return exchange;
    const entries = JSON.parse(reply.body) as readonly { tags: readonly string[] }[];
    const body = JSON.stringify(entries.filter(({ tags }) => tags.includes('compass')));
    return { ...exchange, reply: { ...reply, body } };
  };
}

function isCreate({ method, url }: HttpRequest): boolean {
  return method === 'POST' && url.endsWith('/time_entries');
}

/** Every tenth write is rolled back, and answered as if it had been committed. */
function answeringEarly(database: Database): Database {
  let writes = 0;
  const answers = new Map<number, unknown>();
  return {
    ...database,
    write: async (body) => {
      writes += 1;
      const number = writes;
      if (number % 10 !== 0) return database.write(body);
      const rolledBack = database.write(async (tx) => {
        answers.set(number, await body(tx));
        throw new Error('rolled back');
      });
      await rolledBack.catch(() => undefined);
      return answers.get(number) as never;
    },
  };
}
