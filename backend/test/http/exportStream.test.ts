/** An export is read as fast as the other side takes it, and no further once it has gone. */
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import Fastify from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { afterEach, expect, it } from 'vitest';
import { sliceOf } from '../../../core/engine/history.fixture.ts';
import type { HttpApp } from '../../src/http/httpApp.ts';
import { addFileRoutes } from '../../src/routes/files.ts';

let app: HttpApp;
let address: string;
/** Long enough for whatever can be read to be read: a request of its own, there and back. */
const turn = () => fetch(`${address}/nowhere`).then((reply) => reply.text());
afterEach(() => app.close());

const slice = { ...sliceOf({ note: 'x'.repeat(1000) }), category: 'Coding', togglEntryId: null };
const page = Array.from({ length: 100 }, () => slice);

/** A history without an end, which tells how far it was read and when it was let go. */
function endlessHistory() {
  const seen = { pages: 0, isLetGo: false };
  async function* pages() {
    try {
      for (;;) {
        seen.pages += 1;
        yield page;
      }
    } finally {
      seen.isLetGo = true;
    }
  }
  return { seen, sliceExport: { pages } };
}

async function ask({ sliceExport }: ReturnType<typeof endlessHistory>): Promise<IncomingMessage> {
  app = Fastify().withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(() => JSON.stringify);
  app.addHook('onRequest', (request, _reply, next) => {
    request.caller = { accountId: 'a', tokenId: 't', scopes: ['read'] };
    next();
  });
  await addFileRoutes(app, {
    sliceExport,
    daysOf: async () => ({ timeZone: 'UTC', dayStartMinutes: 0 }),
    now: () => 0,
    largestFileBytes: 1,
    commands: { importFile: async () => ({ kind: 'unreadable', reason: 'not asked for' }) },
  });
  address = await app.listen({ port: 0, host: '127.0.0.1' });
  const [reply] = await once(get(`${address}/files/export?format=json`), 'response');
  return reply;
}

/** Until it stands still: the buffers of both sides are full. */
async function whenStill(seen: Readonly<{ pages: number }>): Promise<number> {
  let still = 0;
  let last = -1;
  while (still < 20) {
    await turn();
    still = seen.pages === last ? still + 1 : 0;
    last = seen.pages;
  }
  return last;
}

it('waits while nobody reads, goes on when somebody does, and stops when they leave', async () => {
  const history = endlessHistory();
  const { seen } = history;
  const reply = await ask(history);
  const first = await whenStill(seen);
  for (let pieces = 0; pieces < 200; pieces += 1) {
    if (reply.read() === null) await once(reply, 'readable');
  }
  expect(seen.pages).toBeGreaterThan(first);
  reply.destroy();
  while (!seen.isLetGo) await turn();
  const left = seen.pages;
  expect(await whenStill(seen)).toBe(left);
});
