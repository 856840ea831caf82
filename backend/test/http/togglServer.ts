/** The whole server beside a sandbox Toggl that it is not connected with yet. */

import type { HttpRequest, Transport } from '../../../toggl/transport.ts';
import { createInProcessTransport } from '../../../toggl-sandbox/inProcessTransport.ts';
import { createSandbox } from '../../../toggl-sandbox/sandbox.ts';
import { morningAt, okBody, startTestServer } from './testServer.ts';

type SandboxOptions = Partial<Parameters<typeof createSandbox>[0]>;
type Seed = Parameters<ReturnType<typeof createSandbox>['seed']>[0];

export type TogglServer = Awaited<ReturnType<typeof startTogglServer>>;

/** Several sandboxes are several Toggl users: the token of a request says whose it is. */
export async function startTogglServer(
  seed: Seed = {},
  settings: Record<string, string> = {},
  options: SandboxOptions = {},
) {
  const clock = { now: morningAt };
  const now = () => clock.now;
  const makeSandbox = (more: SandboxOptions) =>
    createSandbox({ now, random: () => 0.5, ...options, ...more });
  const sandbox = makeSandbox({});
  sandbox.seed(seed);
  const sandboxes = [sandbox];
  const wire = { isCut: false };
  const timers = { after: () => () => {} };
  const transportOf = (one: ReturnType<typeof createSandbox>) =>
    createInProcessTransport({ sandbox: one, timers });
  const isOf = (request: HttpRequest) => (one: ReturnType<typeof createSandbox>) =>
    request.headers.authorization === one.authorization();
  const transport: Transport = async (request) => {
    if (wire.isCut) return { kind: 'unreachable', reason: 'the wire is cut' };
    return transportOf(sandboxes.find(isOf(request)) ?? sandbox)(request);
  };
  const all = { TOGGL_API_URL: 'http://sandbox', ...settings };
  let server = await startTestServer(all, { transport, clock });
  return {
    sandbox,
    wire,
    clock,
    server: () => server,
    client: () => server.client,
    addUser: (more: SandboxOptions) => {
      const other = makeSandbox(more);
      sandboxes.push(other);
      return other;
    },
    requests: () => sandbox.requests().map(({ method, path }) => `${method} ${path}`),
    connect: async (token = sandbox.config().token) => {
      const answer = await server.client.connectToggl({ token });
      await server.whenProjected();
      return answer;
    },
    pass: async (ms: number) => {
      clock.now += ms;
      await server.whenProjected();
    },
    start: async (category: string) => {
      const started = await server.client.start({ dimension: 'PRIMARY', category });
      await server.whenProjected();
      return okBody(started);
    },
    restart: async (changes: Record<string, string> = {}) => {
      const { folder } = server;
      await server.stop();
      server = await startTestServer({ ...all, ...changes }, { transport, clock, folder });
      server.beginProjecting();
      await server.whenProjected();
    },
  };
}
