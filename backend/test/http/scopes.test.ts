/** Every route needs a scope, the document tells it, and a token without it is refused in words. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allows, readScopes } from '../../../core/automations/scope.ts';
import type { NeededScope } from '../../src/http/scopes.ts';
import { okBody, startTestServer, type TestServer } from './testServer.ts';

type Row = readonly [route: string, scope: NeededScope, reason: string];

/** Whoever signs in is nobody yet. */
const open = ['POST /api/session'];

const rows: readonly Row[] = [
  ['POST /api/engine/start', 'track', 'what a phone is for'],
  ['POST /api/engine/stop', 'track', 'what a phone is for'],
  ['POST /api/engine/toggle', 'track', 'one tap'],
  ['POST /api/engine/switch', 'track', 'one tap'],
  ['POST /api/engine/start-if-none', 'track', 'one tap'],
  ['POST /api/engine/stop-if', 'track', 'one tap'],
  ['POST /api/engine/resume-previous', 'track', 'one tap'],
  ['POST /api/engine/extend', 'track', 'one tap'],
  ['POST /api/engine/undo', 'track', 'a tap by mistake; of its own last change alone'],
  ['GET /api/engine/state', 'any', 'a Shortcut shows what runs, and so does a display'],
  ['POST /api/engine/health/sync', 'track', 'a phone tells what it measured'],
  ['POST /api/capture', 'track', 'writes down, and changes nothing that is there'],
  ['GET /api/account', 'any', 'dates are shown in its zone'],
  ['POST /api/triggers/{name}', 'track', 'a Focus and a tag fire it'],
  ['GET /api/engine/slices', 'read', 'history is more than what runs'],
  ['GET /api/engine/slices/{id}/why', 'read', 'tells names of tokens and triggers'],
  ['GET /api/engine/summary', 'read', 'history'],
  ['GET /api/days/{date}/close', 'read', 'history'],
  ['POST /api/days/{date}/close', 'write', 'changes history'],
  ['GET /api/categories', 'read', 'names of a life'],
  ['GET /api/toggl/status', 'read', 'shows, and changes nothing'],
  ['GET /api/toggl/calls', 'read', 'shows, and changes nothing'],
  ['GET /api/toggl/warnings', 'read', 'shows, and changes nothing'],
  ['GET /api/triggers', 'read', 'shows, and changes nothing'],
  ['GET /api/rules', 'read', 'shows, and changes nothing'],
  ['GET /api/rules/held', 'read', 'tells names of triggers and categories'],
  ['POST /api/rules/try', 'read', 'tells of history, and writes nothing'],
  ['POST /api/rules', 'write', 'decides what a tap does'],
  ['PATCH /api/rules/{name}', 'write', 'decides what a tap does'],
  ['DELETE /api/rules/{name}', 'write', 'decides what a tap does'],
  ['PATCH /api/engine/slices/{id}', 'write', 'changes history'],
  ['DELETE /api/engine/slices/{id}', 'write', 'changes history'],
  ['POST /api/categories', 'write', 'names what others start'],
  ['PATCH /api/categories/{id}', 'write', 'renames history'],
  ['POST /api/toggl/warnings/{id}', 'write', 'changes history, here or there'],
  ['POST /api/toggl/refresh-category', 'write', 'spends the quota'],
  ['POST /api/triggers', 'write', 'decides what a tap does'],
  ['PATCH /api/triggers/{name}', 'write', 'decides what a tap does'],
  ['DELETE /api/triggers/{name}', 'write', 'decides what a tap does'],
  ['GET /api/triggers/{name}/tag', 'write', 'whoever reads the URL can tap'],
  ['POST /api/triggers/{name}/tag', 'write', 'takes the old tags out of use'],
  ['POST /api/engine/resume', 'track', 'starts, and ends what runs'],
  ['POST /api/tasks/{id}/activate', 'track', 'a start of what a task names'],
  ['POST /api/tasks/{id}/complete', 'track', 'a stop of what a task names'],
  ['POST /api/favorites/{id}/start', 'track', 'a start with one tap'],
  ['POST /api/toggl/adopt', 'track', 'a start of what runs already'],
  ['GET /api/categories/unmapped', 'read', 'names of a life'],
  ['GET /api/events', 'read', 'tells all that changes'],
  ['GET /api/favorites', 'read', 'names of a life'],
  ['GET /api/files/export', 'read', 'all of history'],
  ['GET /api/goals', 'read', 'shows, and changes nothing'],
  ['GET /api/reviews', 'read', 'what a person wrote for themselves'],
  ['GET /api/reviews/{id}', 'read', 'what a person wrote for themselves'],
  ['GET /api/reviews/metrics', 'read', 'history'],
  ['GET /api/tasks', 'read', 'names of a life'],
  ['GET /api/tasks/{id}', 'read', 'names of a life'],
  ['GET /api/tasks/{id}/post-do-logs', 'read', 'what a person wrote for themselves'],
  ['GET /api/toggl/import', 'read', 'shows, and changes nothing'],
  ['GET /api/toggl/projects', 'read', 'shows, and changes nothing'],
  ['POST /api/engine/fill', 'write', 'changes history'],
  ['POST /api/engine/slices/join', 'write', 'changes history'],
  ['POST /api/engine/slices/{id}/split', 'write', 'changes history'],
  ['POST /api/files/import', 'write', 'changes history'],
  ['DELETE /api/categories/{id}', 'write', 'changes what others start'],
  ['POST /api/categories/{id}/merge', 'write', 'renames history'],
  ['POST /api/categories/{id}/project', 'write', 'makes something at Toggl'],
  ['POST /api/favorites', 'write', 'decides what a start does'],
  ['PATCH /api/favorites/{id}', 'write', 'decides what a start does'],
  ['DELETE /api/favorites/{id}', 'write', 'decides what a start does'],
  ['POST /api/goals', 'write', 'kept beside history'],
  ['PATCH /api/goals/{id}', 'write', 'kept beside history'],
  ['DELETE /api/goals/{id}', 'write', 'kept beside history'],
  ['POST /api/reviews', 'write', 'kept beside history'],
  ['PATCH /api/reviews/{id}', 'write', 'kept beside history'],
  ['POST /api/reviews/{id}/refresh', 'write', 'changes figures that were frozen'],
  ['POST /api/tasks', 'write', 'names what others start'],
  ['PATCH /api/tasks/{id}', 'write', 'renames what Toggl shows'],
  ['DELETE /api/tasks/{id}', 'write', 'takes away what others start'],
  ['POST /api/tasks/{id}/schedule', 'write', 'plans for others'],
  ['POST /api/tasks/{id}/reopen', 'write', 'changes what was done'],
  ['POST /api/tasks/{id}/post-do-logs', 'write', 'changes what was done'],
  ['PATCH /api/post-do-logs/{id}', 'write', 'changes what was done'],
  ['POST /api/toggl/import', 'write', 'changes history, and spends the quota'],
  ['POST /api/toggl/projects/refresh', 'write', 'spends the quota'],
  ['POST /api/toggl/warnings/all', 'write', 'changes history, here or there'],
  ['POST /api/toggl/connect', 'admin', 'decides whose account is written to'],
  ['DELETE /api/toggl/connect', 'admin', 'cuts Toggl off'],
  ['POST /api/toggl/webhook/setup', 'admin', 'tells Toggl where to call'],
  ['PATCH /api/account', 'write', 'cuts all days anew'],
  ['POST /api/pairings', 'admin', 'makes a token'],
  ['GET /api/backup', 'admin', 'all there is, with the keys it signs by'],
  ['GET /api/session', 'any', 'tells a token of itself'],
  ['DELETE /api/session', 'any', 'signs nobody else out'],
  ['GET /api/tokens', 'admin', 'who else may call'],
  ['POST /api/tokens', 'admin', 'a token could give itself more'],
  ['PATCH /api/tokens/{id}', 'admin', 'a token could give itself more'],
  ['DELETE /api/tokens/{id}', 'admin', 'locks others out'],
];

type Documents = Readonly<{
  paths: Record<string, Record<string, { security?: readonly Record<string, string[]>[] }>>;
}>;

let server: TestServer;
const secrets = new Map<string, string>();

beforeAll(async () => {
  server = await startTestServer();
  for (const scope of ['track', 'read', 'write', 'admin', 'track read']) {
    const made = okBody(await server.client.createToken({ name: scope, scope }));
    secrets.set(scope, made.secret ?? '');
  }
});
afterAll(() => server.close());

async function statusFor(route: string, held: string): Promise<number> {
  const [method, path = ''] = route.split(' ');
  const url = path.replace(/\{\w+\}/, 'nothing');
  const headers = { 'x-api-secret': secrets.get(held) ?? '' };
  // The stream of events has no end, and its status comes first.
  const payloadAsStream = true;
  const asked = { method: method as 'GET', url, headers, payloadAsStream } as const;
  const reply = await server.app.inject(asked);
  reply.stream().destroy();
  return reply.statusCode;
}

describe('the scope of a route', () => {
  it('stands in this table and in the document, for every route below /api', async () => {
    const { paths } = (await server.request({ url: '/openapi.json' })).body as Documents;
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { security }]) =>
        path.startsWith('/api/')
          ? [`${method.toUpperCase()} ${path}: ${JSON.stringify(security)}`]
          : [],
      ),
    );
    const wanted = rows.map(([route, scope]) => {
      const held = scope === 'any' ? [] : [scope];
      const ways = [{ secret: held }, { bearer: held }, { session: held }];
      return `${route}: ${JSON.stringify(ways)}`;
    });
    wanted.push(...open.map((route) => `${route}: []`));
    expect(told.toSorted()).toEqual(wanted.toSorted());
  });

  it.each(rows)('%s needs %s: %s', async (route, scope) => {
    for (const held of secrets.keys()) {
      const isAllowed = scope === 'any' || allows(readScopes(held) ?? [], scope);
      const status = await statusFor(route, held);
      expect({ held, isRefused: status === 403 }).toEqual({ held, isRefused: !isAllowed });
      expect(status).not.toBe(401);
    }
  });

  it('refuses in words', async () => {
    const headers = { 'x-api-secret': secrets.get('track') ?? '' };
    const { status, body } = await server.request({ url: '/api/engine/slices', headers });
    expect({ status, body }).toEqual({
      status: 403,
      body: {
        error: {
          code: 'forbidden',
          message:
            'This token may only track, and this needs read. ' +
            'Use another token, or let its owner give it more.',
        },
      },
    });
    const spoken = { ...headers, accept: 'text/plain' };
    const said = await server.request({ url: '/api/engine/slices', headers: spoken });
    expect(said.body).toBe('This token may only track, and this needs read.');
  });

  it('lets a phone undo its own last change and no other', async () => {
    const { changeId } = okBody(
      await server.client.start({ dimension: 'SOCIAL', category: 'Call' }),
    );
    const headers = { 'x-api-secret': secrets.get('track') ?? '' };
    const post = (payload: object, url = '/api/engine/undo') =>
      server.request({ method: 'POST', url, headers, payload });
    expect(await post({ changeId })).toMatchObject({
      status: 403,
      body: { error: { code: 'own_change_only' } },
    });
    await post({ dimension: 'SEGMENT', category: 'Game' }, '/api/engine/start');
    expect((await post({})).status).toBe(200);
    const state = okBody(await server.client.state());
    expect([state.social?.category, state.segment]).toEqual(['Call', null]);
  });
});
