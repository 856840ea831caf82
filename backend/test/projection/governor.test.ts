/** When the next call may go after each end a call can have, and what the log says of it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { createTogglClient } from '../../../toggl/client.ts';
import { type Fault, scriptedFaults } from '../../../toggl-sandbox/faults.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { createGovernor, type Governor } from '../../src/projection/governor.ts';
import { morning } from '../support/engineWorld.ts';

const second = 1000;
const minute = 60 * second;
const purpose = { reason: 'a test', sliceId: null, worth: 'observe' } as const;

let now: number;
let luck: number;
let lines: string[];
let told: unknown[];
let sandbox: ReturnType<typeof createSandbox>;
let faults: ReturnType<typeof scriptedFaults>;
let governor: Governor;

beforeEach(() => {
  now = morning;
  luck = 0;
  lines = [];
  told = [];
  sandbox = createSandbox({ now: () => now, random: () => 0.5 });
  faults = scriptedFaults();
  governor = openGovernor();
});

function openGovernor() {
  // A time-out of the client never comes: nothing hangs here.
  const timers = { after: () => () => {} };
  const { token } = sandbox.config();
  const transport = createInProcessTransport({ sandbox, faults, timers });
  return createGovernor({
    client: createTogglClient({ baseUrl: 'http://sandbox', token, transport, now: () => now }),
    reserve: 5,
    now: () => now,
    random: () => luck,
    log: {
      warn: (line) => lines.push(`warn: ${line}`),
      info: (line) => lines.push(`info: ${line}`),
    },
    onSpent: (buckets) => told.push(buckets),
  });
}

const read = () => governor.readRunning(purpose);
const readWith = (fault: Fault) => {
  faults.add({ fault });
  return read();
};
/** For how long nothing may go; 0 when something may. */
const restMs = (bucket: 'user' | 'organization' = 'organization') => {
  const permit = governor.permit({ worth: 'observe', bucket });
  return permit.kind === 'go' ? 0 : permit.until - now;
};

describe('the pause after a failure', () => {
  it.each([
    { fault: 'unreachable', reason: 'nothing was sent' },
    { fault: 'lost-before', reason: 'the reply was lost' },
    { fault: 'server-error-before', reason: 'Toggl is in trouble' },
  ] as const)('doubles up to a minute where $reason', async ({ fault }) => {
    luck = 1;
    const pauses: number[] = [];
    for (let failure = 0; failure < 8; failure += 1) {
      await readWith(fault);
      pauses.push(restMs() / second);
      now += restMs();
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
  });

  it.each([
    { drawn: 0, pauseMs: 500 },
    { drawn: 0.5, pauseMs: 750 },
  ])('is shorter by chance, down to a half: $pauseMs', async ({ drawn, pauseMs }) => {
    luck = drawn;
    await readWith('unreachable');
    expect(restMs()).toBe(pauseMs);
  });

  it('begins anew after an answer', async () => {
    luck = 1;
    await readWith('unreachable');
    await readWith('unreachable');
    now += restMs();
    await read();
    expect(restMs()).toBe(0);
    await readWith('unreachable');
    expect(restMs()).toBe(second);
  });
});

describe('the rest', () => {
  it('is a minute where Toggl asks to slow down, and nobody is told of it', async () => {
    await readWith('rate-limited');
    expect(restMs()).toBe(minute);
    now += minute;
    await read();
    expect(lines).toEqual([]);
  });

  it('outlives a restart, with what is left of the buckets', async () => {
    await read();
    const user = governor.bucket('user');
    const before = { remaining: 7, resetsAt: now + minute };
    const organization = 'organization:6000001';
    governor = openGovernor();
    governor.remember({
      buckets: new Map([
        ...(user === null ? [] : [['user', user] as const]),
        [organization, before],
      ]),
      organization,
      rateLimitedAt: now - 20 * second,
    });
    expect(restMs()).toBe(40 * second);
    expect(governor.buckets()).toEqual({ organization: before, user });
  });

  it('is an hour where Toggl does not take the token', async () => {
    sandbox.configure({ token: 'another one' });
    await read();
    expect(restMs()).toBe(60 * minute);
  });

  it('says until when', async () => {
    await readWith('rate-limited');
    expect(governor.permit({ worth: 'observe', bucket: 'user' })).toEqual({
      kind: 'wait',
      until: now + minute,
    });
  });

  it('is of one bucket where that is empty', async () => {
    await readWith('quota-exhausted');
    expect(restMs('user')).toBe(60 * minute);
    expect(restMs('organization')).toBe(0);
  });
});

describe('the bucket of an organisation', () => {
  it('is spent and waited for by itself', async () => {
    const empty = { remaining: 0, resetsAt: now + minute };
    const [first, second] = ['organization:1', 'organization:2'] as const;
    const buckets = new Map([[first, empty] as const]);
    governor.remember({ buckets, organization: first, rateLimitedAt: null });
    const permitted = (bucket: 'organization:1' | 'organization:2') =>
      governor.permit({ worth: 'stop-running', bucket }).kind;
    expect([permitted(first), permitted(second)]).toEqual(['wait', 'go']);
    await governor.readProjects(7_000_001, 1, { ...purpose, bucket: second });
    expect(governor.bucket(second)?.remaining).toBe(29);
    expect(governor.buckets().organization).toEqual(empty);
    expect([permitted(first), permitted(second)]).toEqual(['wait', 'go']);
  });
});

describe('the log', () => {
  it.each(['unreachable', 'server-error-before'] as const)(
    'has one line when Toggl goes away by %s, and one when it returns',
    async (fault) => {
      await readWith(fault);
      await readWith(fault);
      expect(lines).toEqual([expect.stringMatching(/^warn: Toggl cannot be used \(.+\)/)]);
      await read();
      await read();
      expect(lines.slice(1)).toEqual(['info: Toggl answers again.']);
      await readWith(fault);
      expect(lines).toHaveLength(3);
    },
  );

  it('has one for a token that is not taken, and one when it is again', async () => {
    const { token } = sandbox.config();
    sandbox.configure({ token: 'another one' });
    await read();
    await read();
    expect(lines).toHaveLength(1);
    sandbox.configure({ token });
    await read();
    expect(lines.slice(1)).toEqual(['info: Toggl answers again.']);
  });

  it.each([
    { answered: 'quota', act: () => readWith('quota-exhausted') },
    {
      answered: 'refused',
      act: () =>
        governor.write(
          { kind: 'delete', workspaceId: 7_000_001, entryId: 1 },
          { ...purpose, bucket: 'organization' },
        ),
    },
  ])('takes $answered for a return', async ({ answered, act }) => {
    await readWith('unreachable');
    expect((await act()).reply.outcome.kind).toBe(answered);
    expect(lines.slice(1)).toEqual(['info: Toggl answers again.']);
  });
});

describe('a bucket', () => {
  it('is told after each call, as its reply says', async () => {
    await read();
    const left = sandbox.quota().user.remaining;
    expect(told).toMatchObject([{ user: { remaining: left }, organization: null }]);
    expect(governor.buckets()).toEqual(told[0]);
  });

  it.each([
    { fault: 'unreachable', spent: 0, reason: 'nothing was sent' },
    { fault: 'lost-before', spent: 1, reason: 'it may have arrived' },
  ] as const)('pays $spent for a call met by $fault: $reason', async ({ fault, spent }) => {
    await read();
    const before = governor.buckets().user?.remaining ?? 0;
    await readWith(fault);
    expect(governor.buckets().user?.remaining).toBe(before - spent);
  });
});

describe('the note of a call', () => {
  it('says what was asked, why, when and how it ended', async () => {
    const { call } = await readWith('server-error-before');
    expect(call).toEqual({
      method: 'GET',
      path: '/api/v9/me/time_entries/current',
      status: 502,
      outcome: 'unknown',
      reason: 'a test',
      sliceId: null,
      durationMs: 0,
      at: morning,
    });
  });
});
