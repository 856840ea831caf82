/** The real server as a process of its own, that a test can kill where it stands. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const warmServer = fileURLToPath(new URL('./warmServer.ts', import.meta.url));
const processSecret = 'a-secret-for-the-process-tests';

export type ServerRequest = Readonly<{
  method: string;
  path: string;
  body?: unknown;
  /** Its Idempotency-Key. */
  key?: string | null;
}>;

export type Answer = Readonly<{ status: number; body: Record<string, unknown> }>;

export type ServerProcess = Readonly<{
  request(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Rejects where no whole answer came: whether it was carried out is not known. */
  send(request: ServerRequest): Promise<Answer>;
  /** What is answered as a file. */
  download(path: string): Promise<Uint8Array>;
  /** SIGKILL: nothing is flushed, nothing is said. */
  kill(): Promise<void>;
}>;

/** Loaded and waiting: nothing of it has touched the database. */
export type WarmServer = Readonly<{
  /** Resolves once it listens, and never where it is killed before. */
  start(): Promise<ServerProcess>;
  kill(): Promise<void>;
}>;

type Settings = Readonly<Record<string, string>>;

/** Resolves once it listens. */
export function startServerProcess(settings: Settings): Promise<ServerProcess> {
  return listening(spawnProgram(main, settings));
}

/** Resolves once its modules are loaded. */
export async function warmServerProcess(settings: Settings): Promise<WarmServer> {
  const child = spawnProgram(warmServer, settings);
  await once(child.stdout, 'data');
  return {
    start: () => {
      child.stdin.write('go\n');
      return listening(child);
    },
    kill: () => killed(child),
  };
}

function spawnProgram(program: string, settings: Settings) {
  return spawn(process.execPath, [program], {
    env: { ...settings, PORT: '0', API_SECRET: processSecret, LOG_LEVEL: 'silent' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
}

async function listening(child: ReturnType<typeof spawnProgram>): Promise<ServerProcess> {
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const address = /http:\/\/\S+/.exec(line)?.[0] ?? '';
  const send = async ({ method, path, body, key = null }: ServerRequest): Promise<Answer> => {
    const reply = await fetch(address + path, {
      method,
      headers: {
        'x-api-secret': processSecret,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(key === null ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };
  return {
    send,
    request: (method, path, body) => send({ method, path, body }),
    download: async (path) => {
      const reply = await fetch(address + path, { headers: { 'x-api-secret': processSecret } });
      if (reply.status !== 200) throw new Error(`${path} was answered ${reply.status}`);
      return new Uint8Array(await reply.arrayBuffer());
    },
    kill: () => killed(child),
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
