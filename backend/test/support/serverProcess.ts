/** The real server as a process of its own, that a test can kill where it stands. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const processSecret = 'a-secret-for-the-process-tests';

export type ServerProcess = Readonly<{
  request(method: string, path: string, body?: unknown): Promise<Answer>;
  /** SIGKILL: nothing is flushed, nothing is said. */
  kill(): Promise<void>;
}>;

type Answer = Readonly<{ status: number; body: Record<string, unknown> }>;

/** Resolves once it listens. */
export async function startServerProcess(
  settings: Readonly<Record<string, string>>,
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [main], {
    env: { ...settings, PORT: '0', API_SECRET: processSecret, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const address = /http:\/\/\S+/.exec(line)?.[0] ?? '';
  return {
    request: async (method, path, body) => {
      const reply = await fetch(address + path, {
        method,
        headers: { 'x-api-secret': processSecret, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
    },
    kill: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
