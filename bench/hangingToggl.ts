/**
 * A Toggl that lets the engine connect and then answers nothing any more: each later call holds
 * its socket open until the caller gives up. Started by main.ts.
 */
import { createSandbox } from '../toggl-sandbox/sandbox.ts';
import { startSandboxServer } from '../toggl-sandbox/server.ts';

const sandbox = createSandbox({ now: () => Date.now(), random: () => Math.random() });
const { url } = await startSandboxServer({
  sandbox,
  faults: { next: ({ method }) => (method === 'GET' ? null : 'hang-before') },
});
process.stdout.write(`Toggl listens on ${url}\n`);
