/** The close of a day through its door, beside a sandbox Toggl. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../../contract/call.ts';
import { morningAt, okBody, refusedCode } from './testServer.ts';
import { startTogglServer, type TogglServer } from './togglServer.ts';

const minuteMs = 60_000;
const today = '2026-11-02';
const textOf = (minutes: number) => new Date(morningAt + minutes * minuteMs).toISOString();

let toggl: TogglServer;
afterEach(() => toggl.server().close());

const client = () => toggl.client();
const day = async () => okBody(await client().dayClose(today));
type Listed = Awaited<ReturnType<typeof day>>;
type Body = Parameters<ReturnType<TogglServer['client']>['closeDay']>[1];

/** As a page would: what the first offer of each item says. */
const proposed = ({ items }: Listed): Body => ({
  answers: items.flatMap(({ answers: [first] }) => (first === undefined ? [] : [first.answer])),
});

const at = async (minutes: number) => toggl.pass(morningAt + minutes * minuteMs - toggl.clock.now);

/**
 *   PRIMARY    Coding [0 ── 60)     Coding [90 ─────────────────────────── runs   560
 *   Work Focus                 on 85 ─────────────── off 300
 *   maximum of Coding: 180 minutes
 */
async function forgottenDay() {
  toggl = await startTogglServer();
  await toggl.connect();
  const { id } = okBody(await client().createCategory({ name: 'Coding', maxMinutes: 180 }));
  expect(okBody(await client().categories())).toMatchObject([{ id, maxMinutes: 180 }]);
  const nothing = { do: 'nothing' as const };
  const focus = { name: 'Work Focus', kind: 'FOCUS' as const, on: nothing, off: nothing };
  okBody(await client().createTrigger(focus));
  await toggl.start('Coding');
  await at(60);
  okBody(await client().stop({ dimension: 'PRIMARY' }));
  await at(85);
  okBody(await client().fireTrigger('Work Focus', { state: 'on' }));
  await at(90);
  await toggl.start('Coding');
  await at(300);
  okBody(await client().fireTrigger('Work Focus', { state: 'off' }));
  await at(560);
}

const primaries = async () =>
  okBody(await client().slices({ dimension: 'PRIMARY' })).map(({ category, start, end }) => [
    category,
    (Date.parse(start) - morningAt) / minuteMs,
    end === null ? null : (Date.parse(end) - morningAt) / minuteMs,
  ]);

describe('the close of a day', () => {
  it('lists what may have been forgotten, why, and with answers of one tap', async () => {
    await forgottenDay();
    const listed = await day();
    expect(listed.items).toMatchObject([
      {
        kind: 'gap',
        start: textOf(60),
        end: textOf(90),
        say: 'Nothing was tracked from 10:00 to 10:30; before and after it was Coding.',
        answers: [
          { say: 'It was Coding', isProposed: true, needs: [] },
          { isProposed: false },
          { needs: ['category'] },
          { say: 'Leave it free', answer: { do: 'leave' } },
        ],
      },
      {
        kind: 'doubt',
        slice: { category: 'Coding', start: textOf(90), end: null },
        maxMinutes: 180,
        proposedEnd: textOf(300),
        sign: { kind: 'trigger-off', name: 'Work Focus', at: textOf(300) },
        say:
          'Coding has run since 10:30: 7 h 50 min, and 3 h is the most expected of it. ' +
          'It probably ended when Work Focus went off at 14:00.',
      },
    ]);
    const headers = { accept: 'text/plain' };
    const url = `/api/days/${today}/close`;
    const said = await toggl.server().request({ method: 'GET', url, headers });
    expect(said.body).toBe(
      '1 doubt and 1 gap are open on 2026-11-02; as proposed it costs 2 calls to Toggl.',
    );
  });

  it('costs at Toggl what it said, and is one change that one undo takes back', async () => {
    await forgottenDay();
    const listed = await day();
    const before = await primaries();
    const made = toggl.requests().length;
    const preview = okBody(await client().previewCloseDay(today, proposed(listed)));
    expect(preview.calls).toBe(listed.calls);
    expect(preview.changes.map(({ kind }) => kind)).toEqual(['insert', 'update']);
    expect(await primaries()).toEqual(before);
    await toggl.pass(minuteMs);
    expect(toggl.requests().slice(made)).toEqual([]);

    const closed = okBody(await client().closeDay(today, proposed(listed)));
    await toggl.pass(minuteMs);
    expect(toggl.requests().slice(made)).toHaveLength(listed.calls);
    expect(await primaries()).toEqual([
      ['Coding', 90, 300],
      ['Coding', 60, 90],
      ['Coding', 0, 60],
    ]);
    expect((await day()).items).toEqual([]);

    okBody(await client().undo());
    expect(await primaries()).toEqual(before);
    expect(proposed(await day()).answers.map((answer) => answer.do)).toEqual(['fill', 'end']);
    expect(closed).toMatchObject({ say: '2 slices are right now.', changeId: expect.any(String) });
  });

  it.each([
    {
      reason: 'what ran on was something else, and runs',
      fields: { at: textOf(300), category: 'Reading' },
      drawn: [
        ['Reading', 300, null],
        ['Coding', 90, 300],
        ['Coding', 0, 60],
      ],
    },
    {
      reason: 'in between it was something else, and then it went on',
      fields: { at: textOf(300), until: textOf(400), category: 'Reading' },
      drawn: [
        ['Coding', 400, null],
        ['Reading', 300, 400],
        ['Coding', 90, 300],
        ['Coding', 0, 60],
      ],
    },
    {
      reason: 'in between it was nothing',
      fields: { at: textOf(300), until: textOf(400) },
      drawn: [
        ['Coding', 400, null],
        ['Coding', 90, 300],
        ['Coding', 0, 60],
      ],
    },
  ])('carves a stretch out: $reason', async ({ fields, drawn }) => {
    await forgottenDay();
    const doubt = (await day()).items.find(({ kind }) => kind === 'doubt');
    if (doubt?.kind !== 'doubt') throw new Error('expected a doubt');
    const { id: sliceId, updatedAt: asOf } = doubt.slice;
    const body: Body = { answers: [{ do: 'carve', sliceId, asOf, ...fields }] };
    okBody(await client().closeDay(today, body));
    expect(await primaries()).toEqual(drawn);
    expect((await day()).items.filter(({ kind }) => kind === 'doubt')).toEqual([]);
  });

  it('keeps what is right and leaves what is free, and does not ask again', async () => {
    await forgottenDay();
    const listed = await day();
    const left = listed.items.flatMap(({ answers }) =>
      answers.flatMap(({ answer }) =>
        answer.do === 'keep' || answer.do === 'leave' ? answer : [],
      ),
    );
    expect(okBody(await client().previewCloseDay(today, { answers: left })).calls).toBe(0);
    const closed = okBody(await client().closeDay(today, { answers: left }));
    expect(closed).toMatchObject({ slices: [], say: 'Kept as it is.' });
    expect(await day()).toMatchObject({ items: [], say: 'Nothing is open on 2026-11-02.' });
    const undone = okBody(await client().undo({ changeId: closed.changeId ?? '' }));
    expect((await day()).items).toEqual(listed.items);
    okBody(await client().undo({ changeId: undone.changeId }));
    expect((await day()).items).toEqual([]);
    await at(560 + 181);
    expect((await day()).items).toMatchObject([{ kind: 'doubt', slice: { end: null } }]);
  });

  it('refuses the whole where a slice was changed since it was listed', async () => {
    await forgottenDay();
    const listed = await day();
    okBody(await client().stop({ dimension: 'PRIMARY' }));
    const before = await primaries();
    const answer = await client().closeDay(today, proposed(listed));
    expect(refusedCode(answer)).toEqual([409, 'close_conflict']);
    expect(messageOf(answer)).toMatch(/^Coding from 10:30 was changed since it was listed\./);
    expect(await primaries()).toEqual(before);
  });

  it('refuses the whole where a gap is free no longer', async () => {
    await forgottenDay();
    const listed = await day();
    okBody(
      await client().fill({
        dimension: 'PRIMARY',
        startDate: textOf(60),
        endDate: textOf(70),
        category: 'Mail',
      }),
    );
    const answer = await client().closeDay(today, proposed(listed));
    expect(refusedCode(answer)).toEqual([409, 'close_conflict']);
    expect(messageOf(answer)).toMatch(
      /^The time from 10:00 to 10:30 is not free on that day, or no longer\./,
    );
  });

  it('is answered once under a key', async () => {
    await forgottenDay();
    const body = proposed(await day());
    const first = okBody(await client().closeDay(today, body, 'k'));
    expect(okBody(await client().closeDay(today, body, 'k'))).toEqual(first);
  });

  it.each([
    { body: { answers: [] }, reason: 'nothing is answered' },
    {
      body: { answers: [{ do: 'fill', start: textOf(60), end: textOf(90), with: 'category' }] },
      reason: 'no category is named',
    },
  ])('is a bad request where $reason', async ({ body }) => {
    await forgottenDay();
    const url = `/api/days/${today}/close`;
    const answer = await toggl.server().request({ method: 'POST', url, payload: body });
    expect(answer.status).toBe(400);
  });
});

function messageOf(answer: Answer<unknown>): string {
  return answer.ok ? '' : answer.error.message;
}
