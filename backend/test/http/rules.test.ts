/** Rules through their door, in the whole server, beside a sandbox Toggl. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { morningAt, okBody, refusedCode } from './testServer.ts';
import { startTogglServer, type TogglServer } from './togglServer.ts';

const minuteMs = 60_000;
const manualHolds = {
  name: 'Manual first',
  body: { kind: 'manual-holds' as const, minutes: 60 },
};
const focus = {
  name: 'Work',
  kind: 'FOCUS' as const,
  on: { do: 'start' as const, dimension: 'PRIMARY' as const, category: 'Coding' },
};

let toggl: TogglServer;
beforeEach(async () => {
  toggl = await startTogglServer();
});
afterEach(() => toggl.server().close());

const settle = async () => {
  await toggl.server().whenHeldIsTakenUp();
  await toggl.server().whenProjected();
};

describe('a start that a rule holds back', () => {
  it('makes no call to Toggl, says why, and makes one once it begins', async () => {
    await toggl.connect();
    okBody(await toggl.client().createRule(manualHolds));
    okBody(await toggl.client().createTrigger(focus));
    await toggl.start('Reading');
    await settle();
    const before = toggl.requests();
    toggl.clock.now += 10 * minuteMs;
    const told = okBody(await toggl.client().fireTrigger('Work', { state: 'on' }));
    await settle();
    expect(told).toMatchObject({ action: 'held', slice: null, changeId: null });
    expect(told.say).toBe(
      'Held back. Rule Manual first: Reading, begun by hand at 09:00, holds until 10:00.',
    );
    expect(toggl.requests()).toEqual(before);
    expect(toggl.sandbox.running()?.description).toBe('Reading');
    const [held] = okBody(await toggl.client().heldBack());
    expect(held).toMatchObject({
      by: 'FOCUS',
      cause: 'trigger:Work',
      category: 'Coding',
      rule: 'Manual first',
      state: 'waiting',
      until: '2026-11-02T09:00:00.000Z',
    });
    toggl.clock.now += 10 * minuteMs;
    okBody(await toggl.client().stop({ dimension: 'PRIMARY' }));
    await settle();
    expect(toggl.sandbox.running()?.description).toBe('Coding');
    const { primary } = okBody(await toggl.client().state());
    const why = okBody(await toggl.client().why(primary?.id ?? ''));
    expect(why.say).toBe('It began by start of rules (trigger:Work) at 09:20 and runs.');
  });

  it('is told by the slice that stayed, and by no other', async () => {
    okBody(await toggl.client().createRule(manualHolds));
    okBody(await toggl.client().createTrigger(focus));
    const before = okBody(
      await toggl.client().start({ dimension: 'PRIMARY', category: 'Email', at: '-10m' }),
    );
    const reading = await toggl.start('Reading');
    const call = okBody(await toggl.client().start({ dimension: 'SOCIAL', category: 'Call' }));
    toggl.clock.now += 10 * minuteMs;
    okBody(await toggl.client().fireTrigger('Work', { state: 'on' }));
    const why = okBody(await toggl.client().why(reading.id));
    expect(why.say).toContain(' and runs. Rules held back 1 command meanwhile.');
    expect(why.held).toMatchObject([
      { by: 'FOCUS', category: 'Coding', rule: 'Manual first', at: '2026-11-02T08:10:00.000Z' },
    ]);
    for (const { id } of [before, call]) {
      expect(okBody(await toggl.client().why(id)).held).toEqual([]);
    }
  });

  it('waits through a restart', async () => {
    okBody(await toggl.client().createRule(manualHolds));
    okBody(await toggl.client().createTrigger(focus));
    await toggl.start('Reading');
    okBody(await toggl.client().fireTrigger('Work', { state: 'on' }));
    toggl.clock.now += 90 * minuteMs;
    await toggl.restart();
    await settle();
    const { primary } = okBody(await toggl.client().state());
    expect(primary).toMatchObject({ category: 'Coding', start: '2026-11-02T09:00:00.000Z' });
  });

  it('begins as soon as the rule is deleted', async () => {
    okBody(await toggl.client().createRule(manualHolds));
    okBody(await toggl.client().createTrigger(focus));
    await toggl.start('Reading');
    okBody(await toggl.client().fireTrigger('Work', { state: 'on' }));
    toggl.clock.now += minuteMs;
    okBody(await toggl.client().deleteRule('manual first'));
    await settle();
    expect(okBody(await toggl.client().state()).primary?.category).toBe('Coding');
  });

  it('is refused in the same words where no trigger stands behind it', async () => {
    okBody(await toggl.client().createRule(manualHolds));
    await toggl.start('Reading');
    const asked = { dimension: 'PRIMARY', category: 'Coding', source: 'FOCUS' } as const;
    expect(refusedCode(await toggl.client().start(asked))).toEqual([422, 'held_by_rule']);
    expect(okBody(await toggl.client().switch(asked)).action).toBe('held');
  });
});

describe('rules', () => {
  it('are listed in their order, and keep what a patch does not send', async () => {
    const { client } = toggl;
    okBody(await client().createRule(manualHolds));
    okBody(await client().createRule({ name: 'Leave', mode: 'off', body: { kind: 'protect' } }));
    okBody(await client().editRule('leave', { name: 'Leave alone', position: 0 }));
    const rules = okBody(await client().rules());
    expect(rules.map(({ name, mode, position }) => [name, mode, position])).toEqual([
      ['Leave alone', 'off', 0],
      ['Manual first', 'on', 1],
    ]);
    expect(rules[1]).toMatchObject({
      binds: ['FOCUS', 'PLACE', 'WEBHOOK', 'DISCORD', 'HEALTH'],
      dimensions: ['PRIMARY', 'WORK_MODE', 'SOCIAL', 'SEGMENT'],
      onceFree: 'start',
    });
  });

  it.each([
    { body: manualHolds, code: [409, 'rule_name_taken'], reason: 'the name is taken' },
    {
      body: { ...manualHolds, name: 'B', binds: ['MANUAL'] },
      code: [400, 'bad_request'],
      reason: 'a person is never bound',
    },
    {
      body: { name: 'B', body: { kind: 'quiet-hours', from: '24:00', until: '07:00' } },
      code: [400, 'bad_request'],
      reason: 'no such time',
    },
    {
      body: { name: 'B', body: { kind: 'quiet-hours', from: '07:00', until: '07:00' } },
      code: [400, 'bad_request'],
      reason: 'it lasts for no time',
    },
  ])('are refused where $reason', async ({ body, code }) => {
    okBody(await toggl.client().createRule(manualHolds));
    const sent = { method: 'POST' as const, url: '/api/rules', payload: body };
    const answer = await toggl.server().request(sent);
    const { error } = answer.body as { error: { code: string } };
    expect([answer.status, error.code]).toEqual(code);
  });

  it('that are not there are told', async () => {
    const { client } = toggl;
    expect(refusedCode(await client().deleteRule('X'))).toEqual([404, 'rule_not_found']);
  });
});

describe('POST /api/rules/try', () => {
  const trialRule = { name: 'Leave alone', body: { kind: 'protect' as const } };
  const at = (minutes: number) => {
    toggl.clock.now = morningAt + minutes * minuteMs;
  };

  it('tells what would have been, minute by minute, and writes nothing', async () => {
    const { client } = toggl;
    okBody(await client().createTrigger(focus));
    await toggl.start('Reading');
    at(10);
    okBody(await client().fireTrigger('Work', { state: 'on' }));
    at(20);
    await toggl.start('Music');
    at(30);
    okBody(await client().stop({ dimension: 'PRIMARY' }));
    at(50);
    okBody(await client().fireTrigger('Work', { state: 'off' }));
    at(60);
    const before = toggl.server().contents();
    const tried = okBody(await client().tryRules({ rules: [trialRule] }));
    expect(toggl.server().contents()).toEqual(before);
    const told = tried.changed.map(({ category, before: was, after }) => [
      category,
      was?.minutes ?? null,
      after?.minutes ?? null,
    ]);
    expect(told).toEqual([
      ['Reading', 10, 20],
      ['Coding', 10, 20],
    ]);
    expect(tried.changed[1]?.after).toMatchObject({
      start: '2026-11-02T08:30:00.000Z',
      end: '2026-11-02T08:50:00.000Z',
    });
    expect(tried.changed[0]).toMatchObject({
      rule: 'Leave alone',
      because: 'Rule Leave alone: Reading, begun by hand at 09:00, is not for another to end.',
    });
    expect(tried).toMatchObject({ held: 1, more: 0 });
    expect(tried.totals).toEqual([
      { dimension: 'PRIMARY', category: 'Reading', minutesBefore: 10, minutesAfter: 20 },
      { dimension: 'PRIMARY', category: 'Coding', minutesBefore: 10, minutesAfter: 20 },
    ]);
  });

  it('tries those that are kept where none are given, and none that are off', async () => {
    const { client } = toggl;
    okBody(await client().createTrigger(focus));
    okBody(await client().createRule({ ...trialRule, mode: 'off' }));
    await toggl.start('Reading');
    at(10);
    okBody(await client().fireTrigger('Work', { state: 'on' }));
    at(11);
    expect(okBody(await client().tryRules()).held).toBe(0);
    okBody(await client().editRule('Leave alone', { mode: 'trial' }));
    expect(okBody(await client().tryRules()).held).toBe(1);
    expect(okBody(await client().tryRules({ from: '2026-11-02T08:10:30Z' })).held).toBe(0);
  });
});
