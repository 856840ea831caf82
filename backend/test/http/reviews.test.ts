/** Metrics, goals and reviews through their doors. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morningAt, okBody, refusedCode, startTestServer, type TestServer } from './testServer.ts';

const minuteMs = 60_000;
const today = '2026-11-02';
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

/** Coding 0-30, Email 30-90, with deep work 10-40; a call 20-50; it is 120 minutes after nine. */
async function makeMorning() {
  const at = async (
    minute: number,
    dimension: 'PRIMARY' | 'WORK_MODE' | 'SOCIAL',
    name: string,
  ) => {
    server.clock.now = morningAt + minute * minuteMs;
    return okBody(await server.client.start({ dimension, category: name })).categoryId;
  };
  const stop = async (minute: number, dimension: 'PRIMARY' | 'WORK_MODE' | 'SOCIAL') => {
    server.clock.now = morningAt + minute * minuteMs;
    okBody(await server.client.stop({ dimension }));
  };
  const coding = await at(0, 'PRIMARY', 'Coding');
  const deep = await at(10, 'WORK_MODE', 'deep-work');
  const call = await at(20, 'SOCIAL', 'Call');
  const email = await at(30, 'PRIMARY', 'Email');
  await stop(40, 'WORK_MODE');
  await stop(50, 'SOCIAL');
  await stop(90, 'PRIMARY');
  server.clock.now = morningAt + 120 * minuteMs;
  return { coding, email, deep, call };
}

describe('GET /api/reviews/metrics', () => {
  it('tells a day: totals, deep work, switches, coverage, crossings', async () => {
    const { coding, email, deep, call } = await makeMorning();
    const report = okBody(await server.client.metrics({ from: today, to: today }));
    const minutes = (count: number) => count * 60;
    expect(report.periods).toEqual([report.total]);
    expect(report.total).toMatchObject({
      from: today,
      to: today,
      start: '2026-11-01T23:00:00.000Z',
      end: '2026-11-02T23:00:00.000Z',
      lengthSeconds: 86_400,
      elapsedSeconds: 11 * 3600,
      totals: {
        PRIMARY: minutes(90),
        WORK_MODE: minutes(30),
        SOCIAL: minutes(30),
        SEGMENT: 0,
      },
      deepWorkSeconds: minutes(30),
      sleepSeconds: 0,
      wakingSeconds: 11 * 3600,
      coverage: 0.1364,
      switches: 1,
    });
    expect(report.total.crossings).toEqual([
      { dimension: 'WORK_MODE', categoryId: email, otherCategoryId: deep, seconds: minutes(10) },
      { dimension: 'WORK_MODE', categoryId: email, otherCategoryId: null, seconds: minutes(50) },
      { dimension: 'WORK_MODE', categoryId: coding, otherCategoryId: deep, seconds: minutes(20) },
      { dimension: 'WORK_MODE', categoryId: coding, otherCategoryId: null, seconds: minutes(10) },
      { dimension: 'SOCIAL', categoryId: email, otherCategoryId: call, seconds: minutes(20) },
      { dimension: 'SOCIAL', categoryId: email, otherCategoryId: null, seconds: minutes(40) },
      { dimension: 'SOCIAL', categoryId: coding, otherCategoryId: call, seconds: minutes(10) },
      { dimension: 'SOCIAL', categoryId: coding, otherCategoryId: null, seconds: minutes(20) },
    ]);
    expect(report.categories.map(({ name }) => name).sort()).toEqual([
      'Call',
      'Coding',
      'Email',
      'deep-work',
    ]);
  });

  it('takes sleep out of the waking time', async () => {
    await server.client.start({ dimension: 'PRIMARY', category: 'Sleep', at: '-8h' });
    await server.client.start({ dimension: 'PRIMARY', category: 'Coding', at: '-1h' });
    const { total } = okBody(await server.client.metrics({ from: today, to: today }));
    expect(total).toMatchObject({
      elapsedSeconds: 9 * 3600,
      sleepSeconds: 7 * 3600,
      wakingSeconds: 2 * 3600,
      coverage: 0.5,
      totals: { PRIMARY: 8 * 3600 },
    });
  });

  it('cuts weeks and months, and the periods add up to the total', async () => {
    await makeMorning();
    server.clock.now = morningAt + 30 * 86_400_000 + 12_345;
    okBody(await server.client.start({ dimension: 'PRIMARY', category: 'Run', at: '-49h' }));
    for (const by of ['day', 'week', 'month'] as const) {
      const query = { from: '2026-10-28', to: '2026-12-03', by };
      const { total, periods } = okBody(await server.client.metrics(query));
      const sum = periods.reduce((all, { totals }) => all + (totals.PRIMARY ?? 0), 0);
      expect(sum).toBe(90 * 60 + 49 * 3600);
      expect(total.totals.PRIMARY).toBe(sum);
      expect([periods[0]?.from, periods.at(-1)?.to]).toEqual(['2026-10-28', '2026-12-03']);
    }
  });

  it.each([
    { query: { from: '2026-11-03', to: '2026-11-02' }, reason: 'an end before the start' },
    { query: { from: '2000-01-01', to: '2026-11-02' }, reason: 'too many days one by one' },
    { query: { from: '1800-01-01', to: '2026-01-01', by: 'week' as const }, reason: 'centuries' },
    { query: { from: '2026-02-30', to: '2026-03-01' }, reason: 'a date there is not' },
  ])('refuses $reason', async ({ query }) => {
    expect(refusedCode(await server.client.metrics(query))).toEqual([400, 'bad_request']);
  });
});

describe('goals', () => {
  it('are told over ten years, and not over a century', async () => {
    await server.client.createGoal({ direction: 'at-least', period: 'day', minutes: 60 });
    const to = '2026-11-02';
    const goalsFrom = async (from: string) =>
      okBody(await server.client.metrics({ from, to, by: 'month' })).goals;
    expect((await goalsFrom('2016-11-02'))[0]?.progress).toHaveLength(3653);
    expect(await goalsFrom('1926-11-02')).toEqual([]);
  });

  it('are set, changed, told with their progress, and deleted', async () => {
    const { coding } = await makeMorning();
    const made = okBody(
      await server.client.createGoal({
        categoryId: coding,
        period: 'week',
        direction: 'at-least',
        minutes: 31,
      }),
    );
    const progress = async () => {
      const report = okBody(await server.client.metrics({ from: '2026-11-04', to: '2026-11-10' }));
      return report.goals.map((goal) => goal.progress);
    };
    expect(await progress()).toEqual([
      [
        { from: '2026-11-02', to: '2026-11-08', seconds: 1800, isMet: false },
        { from: '2026-11-09', to: '2026-11-15', seconds: 0, isMet: false },
      ],
    ]);
    okBody(await server.client.editGoal(made.id, { minutes: 30 }));
    expect((await progress())[0]?.[0]?.isMet).toBe(true);
    okBody(await server.client.editGoal(made.id, { direction: 'at-most', categoryId: null }));
    expect((await progress())[0]?.[0]).toMatchObject({ seconds: 5400, isMet: false });
    expect(okBody(await server.client.deleteGoal(made.id)).id).toBe(made.id);
    expect(okBody(await server.client.goals())).toEqual([]);
  });

  it.each([
    {
      body: { period: 'day', direction: 'at-most', minutes: 1501 },
      answer: [422, 'goal_too_long'],
      reason: 'more than a day has',
    },
    {
      body: { period: 'day', direction: 'at-most', minutes: 15, categoryId: 'nobody' },
      answer: [404, 'category_not_found'],
      reason: 'a category there is not',
    },
  ] as const)('refuses $reason', async ({ body, answer }) => {
    expect(refusedCode(await server.client.createGoal(body))).toEqual(answer);
    expect(okBody(await server.client.goals())).toEqual([]);
  });

  it('refuses to change or delete what is not there', async () => {
    const answers = [
      await server.client.editGoal('nobody', { minutes: 3 }),
      await server.client.deleteGoal('nobody'),
    ];
    expect(answers.map(refusedCode)).toEqual([
      [404, 'goal_not_found'],
      [404, 'goal_not_found'],
    ]);
  });
});

describe('reviews', () => {
  it('freeze the metrics until they are refreshed', async () => {
    await makeMorning();
    const made = okBody(
      await server.client.createReview({ kind: 'daily', date: today, wins: ['Shipped'] }),
    );
    expect(made).toMatchObject({ from: today, to: today, wins: ['Shipped'], misses: [] });
    expect(made.metrics.total.totals.PRIMARY).toBe(5400);
    okBody(await server.client.start({ dimension: 'PRIMARY', category: 'Run', at: '-10m' }));
    const before = okBody(await server.client.review(made.id));
    expect(before).toEqual(made);
    const refreshed = okBody(await server.client.refreshReview(made.id));
    expect(refreshed.metrics.total.totals.PRIMARY).toBe(6000);
    expect(refreshed.wins).toEqual(['Shipped']);
    expect(okBody(await server.client.review(made.id))).toEqual(refreshed);
  });

  it('stand once for a period, whatever day of the week was named', async () => {
    const made = okBody(await server.client.createReview({ kind: 'weekly', date: '2026-11-05' }));
    expect(made).toMatchObject({ from: '2026-11-02', to: '2026-11-08' });
    const again = await server.client.createReview({ kind: 'weekly', date: '2026-11-08' });
    expect(refusedCode(again)).toEqual([409, 'review_exists']);
    okBody(await server.client.createReview({ kind: 'daily', date: '2026-11-02' }));
    okBody(await server.client.createReview({ kind: 'weekly', date: '2026-11-09' }));
    expect(okBody(await server.client.reviews()).length).toBe(3);
  });

  it('are answered again under the same key', async () => {
    const body = { kind: 'daily', date: today } as const;
    const first = okBody(await server.client.createReview(body, 'key-1'));
    expect(okBody(await server.client.createReview(body, 'key-1'))).toEqual(first);
  });

  it('hold three of each, and are changed list by list', async () => {
    const four = ['a', 'b', 'c', 'd'];
    const refused = await server.client.createReview({ kind: 'daily', date: today, wins: four });
    expect(refusedCode(refused)).toEqual([400, 'bad_request']);
    const three = four.slice(1);
    const { id } = okBody(
      await server.client.createReview({ kind: 'daily', date: today, lessons: three }),
    );
    const edited = okBody(await server.client.editReview(id, { nextGoals: ['rest'] }));
    expect(edited).toMatchObject({ lessons: three, nextGoals: ['rest'] });
    expect(refusedCode(await server.client.editReview('nobody', {}))).toEqual([
      404,
      'review_not_found',
    ]);
    expect(refusedCode(await server.client.review('nobody'))).toEqual([404, 'review_not_found']);
    expect(refusedCode(await server.client.refreshReview('nobody'))).toEqual([
      404,
      'review_not_found',
    ]);
  });

  it('are listed newest first, filtered and page by page', async () => {
    for (const date of ['2026-10-30', '2026-10-31', '2026-11-01', '2026-11-02']) {
      okBody(await server.client.createReview({ kind: 'daily', date }));
    }
    okBody(await server.client.createReview({ kind: 'weekly', date: '2026-11-02' }));
    const query = { kind: 'daily', from: '2026-10-31', limit: '2' } as const;
    const first = await server.client.reviews(query);
    expect(okBody(first).map(({ from }) => from)).toEqual(['2026-11-02', '2026-11-01']);
    const link = first.ok ? (first.link ?? '') : '';
    const cursor = /cursor=([\w-]+)/.exec(link)?.[1] ?? '';
    const second = await server.client.reviews({ ...query, cursor });
    expect(okBody(second).map(({ from }) => from)).toEqual(['2026-10-31']);
    expect(second.ok && second.link).toBeNull();
    const wrong = await server.client.reviews({ cursor: 'nonsense' });
    expect(refusedCode(wrong)).toEqual([400, 'bad_request']);
  });
});
