/** What no source settles: each switch both ways. */
import { describe, expect, it } from 'vitest';
import type { Switches } from './config.ts';
import { type Bench, benchSecond, isoSecond, setUpBench } from './test/bench.ts';

const entries = '/workspaces/{w}/time_entries';

/** What is seen with a switch in each position. */
function seen<K extends keyof Switches>(
  key: K,
  look: (bench: Bench) => unknown,
): (value: Switches[K]) => unknown {
  return (value) => look(setUpBench({ switches: { [key]: value } }));
}

function stopped(bench: Bench): number {
  const { id } = bench.post({ start: isoSecond(benchSecond - 60) }).json;
  bench.call('PATCH', `${entries}/${id}/stop`);
  return id;
}

function reopened(bench: Bench) {
  const id = stopped(bench);
  const body = { start: isoSecond(benchSecond - 60), duration: -1, stop: null };
  const reply = bench.call('PUT', `${entries}/${id}`, body);
  return [reply.status, bench.sandbox.running()?.id === id];
}

function secondRunning(bench: Bench): number {
  const id = stopped(bench);
  bench.post();
  bench.call('PUT', `${entries}/${id}`, { duration: -1, stop: null });
  return bench.sandbox.entries().filter(({ stopSecond }) => stopSecond === null).length;
}

function tagsAfterPut(body: unknown) {
  return (bench: Bench) => {
    const { id } = bench.post({ tags: ['a', 'b'] }).json;
    return bench.call('PUT', `${entries}/${id}`, body).json.tags;
  };
}

function listedAfterDay(bench: Bench): number {
  bench.post({ start: '2026-06-09T08:00:00Z', duration: 60 });
  return bench.call('GET', '/me/time_entries?start_date=2026-06-08&end_date=2026-06-09').json
    .length;
}

function remainingOfUser(bench: Bench): number {
  return bench.sandbox.quota().user.remaining;
}

describe('a switch', () => {
  it('archivedProjectOnCreate', () => {
    const look = seen('archivedProjectOnCreate', ({ post, sandbox }) => {
      const [archived] = sandbox.seed({ projects: [{ name: 'Old', active: false }] }).projects;
      return post({ project_id: archived }).status;
    });
    expect([look('accept'), look('refuse')]).toEqual([200, 400]);
  });

  it('emptyTagList', () => {
    const look = seen('emptyTagList', tagsAfterPut({ tags: [] }));
    expect([look('clears'), look('ignored')]).toEqual([[], ['a', 'b']]);
  });

  it('tagActionDelete', () => {
    const look = seen('tagActionDelete', tagsAfterPut({ tags: ['a'], tag_action: 'delete' }));
    expect([look('removes'), look('replaces')]).toEqual([['b'], ['a']]);
  });

  it('tagPatch', () => {
    const look = seen('tagPatch', ({ post, call, sandbox }) => {
      const { id } = post({ tags: ['a', 'b'] }).json;
      call('PATCH', `${entries}/${id}`, [{ op: 'remove', path: '/tags', value: ['a'] }]);
      return sandbox.running()?.tags;
    });
    expect([look('works'), look('fails')]).toEqual([['b'], ['a', 'b']]);
  });

  it('tagNameCase', () => {
    const look = seen('tagNameCase', ({ post }) => post({ tags: ['a', 'A'] }).json.tags);
    expect([look('sensitive'), look('insensitive')]).toEqual([['a', 'A'], ['a']]);
  });

  it('endDate', () => {
    const look = seen('endDate', listedAfterDay);
    expect([look('exclusive'), look('inclusive')]).toEqual([0, 1]);
  });

  it('oldSince', () => {
    const look = seen('oldSince', ({ call }) => call('GET', '/me/time_entries?since=1').status);
    expect([look('refuse'), look('accept')]).toEqual([400, 200]);
  });

  it('sinceCap', () => {
    const look = seen('sinceCap', ({ call, sandbox }) => {
      const row = { startSecond: benchSecond, stopSecond: benchSecond };
      sandbox.seed({ entries: Array.from({ length: 1001 }, () => row) });
      return call('GET', `/me/time_entries?since=${benchSecond}`).json.length;
    });
    expect([look('thousand'), look('none')]).toEqual([1000, 1001]);
  });

  it('deletedEntryById', () => {
    const look = seen('deletedEntryById', ({ post, call }) => {
      const { id } = post().json;
      call('DELETE', `${entries}/${id}`);
      return call('GET', `/me/time_entries/${id}`).status;
    });
    expect([look('not-found'), look('tombstone')]).toEqual([404, 200]);
  });

  it('finishedCreate', () => {
    const look = seen('finishedCreate', ({ post, sandbox }) => {
      post();
      post({ start: isoSecond(benchSecond - 60), duration: 30 });
      return sandbox.running() !== null;
    });
    expect([look('leaves-running'), look('stops-running')]).toEqual([true, false]);
  });

  it('reopenByPut', () => {
    const look = seen('reopenByPut', reopened);
    expect([look('reopens'), look('refused'), look('ignored')]).toEqual([
      [200, true],
      [400, false],
      [200, false],
    ]);
  });

  it('reopenWhileAnotherRuns', () => {
    const look = seen('reopenWhileAnotherRuns', secondRunning);
    expect([look('stops-it'), look('keeps-both')]).toEqual([1, 2]);
  });

  it('futureRunningStart', () => {
    const start = isoSecond(benchSecond + 5);
    const look = seen('futureRunningStart', ({ post }) => post({ start }).status);
    expect([look('accept'), look('refuse')]).toEqual([200, 400]);
  });

  it('inconsistentTimes', () => {
    const stop = isoSecond(benchSecond + 60);
    const look = seen('inconsistentTimes', ({ post }) => post({ stop, duration: 30 }).status);
    expect([look('refuse'), look('store')]).toEqual([400, 200]);
  });

  it('duplicateProjectName', () => {
    const look = seen('duplicateProjectName', ({ call, sandbox }) => {
      sandbox.seed({ projects: [{ name: 'Reading', active: false }] });
      return call('POST', '/workspaces/{w}/projects', { name: 'Reading', active: true }).status;
    });
    expect([look('refuse'), look('accept')]).toEqual([400, 200]);
  });

  it('inaccessibleProjectStatus', () => {
    const look = seen('inaccessibleProjectStatus', ({ post }) => post({ project_id: 5 }).status);
    expect([look(400), look(403)]).toEqual([400, 403]);
  });

  it('wrongCredentialsBody', () => {
    const look = seen('wrongCredentialsBody', ({ sandbox, request }) => {
      const sent = request('GET', '/me');
      sandbox.configure({ token: 'another' });
      return sandbox.handle(sent).body;
    });
    expect([look('empty'), look('text')]).toEqual(['', 'Incorrect username and/or password']);
  });

  it('quotaExhaustedBody', () => {
    const look = seen('quotaExhaustedBody', ({ sandbox, call }) => {
      sandbox.drain('user');
      return call('GET', '/me').text.startsWith('"You have hit your hourly limit');
    });
    expect([look('json'), look('text')]).toEqual([true, false]);
  });

  it('retryAfter and rateLimitedCost', () => {
    const refused = (switches: Partial<Switches>) => {
      const { call, sandbox } = setUpBench({ switches, rateLimit: { burst: 0, perSecond: 1 } });
      return [call('GET', '/me').headers['retry-after'], sandbox.quota().user.remaining];
    };
    expect(refused({})).toEqual([undefined, 30]);
    expect(refused({ retryAfter: 'present', rateLimitedCost: 'unit' })).toEqual(['60', 29]);
  });

  it('unauthorisedCost', () => {
    const look = seen('unauthorisedCost', (bench) => {
      bench.sandbox.handle({ ...bench.request('GET', '/me'), headers: {} });
      return remainingOfUser(bench);
    });
    expect([look('free'), look('unit')]).toEqual([30, 29]);
  });

  it('forbiddenCost', () => {
    const look = seen('forbiddenCost', (bench) => {
      bench.call('GET', '/workspaces/1/tags');
      return bench.sandbox.quota().organization.remaining;
    });
    expect([look('free'), look('unit')]).toEqual([30, 29]);
  });

  it('forbiddenCost, where the resource refuses', () => {
    const remaining = (forbiddenCost: Switches['forbiddenCost']) => {
      const { post, sandbox } = setUpBench({
        switches: { inaccessibleProjectStatus: 403, forbiddenCost },
      });
      post({ project_id: 5 });
      return sandbox.quota().organization.remaining;
    };
    expect([remaining('free'), remaining('unit')]).toEqual([30, 29]);
  });

  it('newEntries', () => {
    const look = seen('newEntries', (bench) => {
      const { id } = bench.post().json;
      const listed = bench.call('GET', `/me/time_entries?since=${benchSecond - 60}`).json.length;
      const current = bench.call('GET', '/me/time_entries/current').json?.id === id;
      const stop = bench.call('PATCH', `${entries}/${id}/stop`).status;
      bench.sandbox.configure({ switches: { newEntries: 'shown' } });
      const later = bench.call('GET', `/me/time_entries?since=${benchSecond - 60}`).json.length;
      return [listed, current, stop, later];
    });
    expect(look('shown')).toEqual([1, true, 200, 1]);
    expect(look('hidden')).toEqual([0, false, 200, 1]);
  });

  it('quotaExhaustedCost', () => {
    const look = seen('quotaExhaustedCost', (bench) => {
      bench.sandbox.drain('user');
      bench.call('GET', '/me');
      return remainingOfUser(bench);
    });
    expect([look('free'), look('unit')]).toEqual([0, -1]);
  });

  it('quotaReadCost', () => {
    const look = seen('quotaReadCost', (bench) => {
      bench.call('GET', '/me/quota');
      return remainingOfUser(bench);
    });
    expect([look('unit'), look('free')]).toEqual([29, 30]);
  });
});
