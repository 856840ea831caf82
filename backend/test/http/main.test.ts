/** The program as a person runs it: a process of its own, started and stopped. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const program = join(import.meta.dirname, '../../src/main.ts');
const signIn = join(import.meta.dirname, '../../src/programs/signIn.ts');
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'compass-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.kill('SIGKILL')) await once(child, 'exit');
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('a start that cannot be', () => {
  it.each([
    { settings: { PORT: 'http' }, line: /^PORT "http" is not .+ Example: PORT=3001\n$/ },
    { settings: { API_SECRET: 'a b' }, line: /^API_SECRET is not .+ Example: API_SECRET=.+\n$/ },
    {
      settings: { DATABASE_URL: 'file:/dev/null/compass.db' },
      line: /^The database cannot be opened: .+ Look at DATABASE_URL\.\n$/,
    },
    {
      settings: { DATABASE_URL: 'postgres://me:hunter2@127.0.0.1:1/compass' },
      line: /^The database cannot be opened: (?!.*hunter2).+ Look at DATABASE_URL\.\n$/,
    },
  ])('ends with code 1 and one line: $settings', async ({ settings, line }) => {
    const ended = await run(settings as unknown as Record<string, string>).ended();
    expect(ended).toMatchObject({ code: 1, errors: expect.stringMatching(line), output: '' });
  });

  it('names a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const ended = await run({ PORT: port, API_SECRET: 'one' }).ended();
    other.close();
    const errors = expect.stringMatching(new RegExp(`^Port ${port} on 127.0.0.1 is in use.+\n$`));
    expect(ended).toMatchObject({ code: 1, errors, output: '' });
  });
});

describe('settings', () => {
  it('come from .env, unless the environment says otherwise', async () => {
    writeFileSync(join(folder, '.env'), 'API_SECRET=from-file\nLOG_LEVEL=loud\n');
    const program = run({ LOG_LEVEL: 'info' });
    expect(await statusWith(await program.address(), 'from-file')).toBe(200);
  });
});

describe('the secret', () => {
  it('is made at the first start, shown once, and never stored', async () => {
    const first = run({});
    const address = await first.address();
    const [, made = ''] = /shown only this once: (\S{40,})\n/.exec(first.output()) ?? [];
    expect(await statusWith(address, made)).toBe(200);
    await first.stop();
    expect(readFileSync(join(folder, 'data/compass.db')).includes(made)).toBe(false);

    const second = run({});
    expect(await statusWith(await second.address(), made)).toBe(200);
    expect(second.output()).not.toContain('secret');
  });

  it('opens nothing any more once the settings name another', async () => {
    const first = run({ API_SECRET: 'old' });
    await first.address();
    await first.stop();
    const second = run({ API_SECRET: 'new' });
    const address = await second.address();
    expect(await statusWith(address, 'old')).toBe(401);
    expect(await statusWith(address, 'new')).toBe(200);
  });
});

describe('npm run sign-in', () => {
  const signInWith = async (address: string, link: string) => {
    const body = JSON.stringify({ code: new URL(link).hash.replace('#code=', '') });
    const headers = { 'content-type': 'application/json' };
    return (await fetch(`${address}/api/session`, { method: 'POST', headers, body })).status;
  };

  it('prints a link that signs in once, while the server runs', async () => {
    const server = run({ API_SECRET: 'one' });
    const address = await server.address();
    const printed = await run({ PORT: '3001', PUBLIC_URL: 'https://me.example' }, signIn).ended();
    expect(printed).toMatchObject({ code: 0, errors: '' });
    const [link = ''] = printed.output.split('\n');
    expect(link).toMatch(/^https:\/\/me\.example\/#code=[\w-]{40,}$/);
    expect(await signInWith(address, link)).toBe(201);
    expect(await signInWith(address, link)).toBe(401);
  });

  it('says what to do where no server ever ran', async () => {
    const ended = await run({}, signIn).ended();
    expect(ended).toMatchObject({ code: 1, output: '' });
    expect(ended.errors).toBe('Start the server once, then print a link: npm start\n');
  });
});

describe('SIGTERM', () => {
  it('ends with code 0', async () => {
    const program = run({ API_SECRET: 'one' });
    await program.address();
    expect(await program.stop()).toMatchObject({ code: 0, errors: '' });
  });

  it('lets the call in flight finish', async () => {
    const program = run({ API_SECRET: 'one' });
    const { port } = new URL(await program.address());
    const body = '{"dimension":"PRIMARY","category":"Coding"}';
    const head =
      'POST /api/engine/start HTTP/1.1\r\nhost: x\r\nx-api-secret: one\r\n' +
      'expect: 100-continue\r\ncontent-type: application/json\r\n' +
      `content-length: ${body.length}\r\n\r\n`;
    const socket = connect(Number(port), '127.0.0.1');
    let reply = '';
    socket.on('data', (bytes) => {
      reply += bytes;
    });
    socket.write(head);
    // The server has taken the call once it asks for the body.
    await once(socket, 'data');
    const stopped = program.stop();
    await refusesConnections(Number(port));
    socket.write(body);
    await once(socket, 'close');
    expect(reply).toMatch(/HTTP\/1\.1 201 /);
    expect(await stopped).toMatchObject({ code: 0, errors: '' });
  });
});

function run(settings: Record<string, string>, started = program) {
  const child = spawn(process.execPath, [started], {
    cwd: folder,
    env: { PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let output = '';
  let errors = '';
  const listening = Promise.withResolvers<string>();
  child.stdout.on('data', (bytes) => {
    output += bytes;
    const [, address] = /listens on (\S+)\n/.exec(output) ?? [];
    if (address !== undefined) listening.resolve(address);
  });
  child.stderr.on('data', (bytes) => {
    errors += bytes;
  });
  const exited = once(child, 'close').then(([code]) => {
    listening.reject(new Error(`ended without listening: ${errors}`));
    return { code, output, errors };
  });
  listening.promise.catch(() => {});
  return {
    output: () => output,
    address: () => listening.promise,
    ended: () => exited,
    stop: () => {
      child.kill('SIGTERM');
      return exited;
    },
  };
}

async function statusWith(address: string, secret: string): Promise<number> {
  const headers = { 'x-api-secret': secret };
  return (await fetch(`${address}/api/engine/state`, { headers })).status;
}

async function refusesConnections(port: number): Promise<void> {
  for (;;) {
    const probe = connect(port, '127.0.0.1');
    const isOpen = await once(probe, 'connect').then(
      () => true,
      () => false,
    );
    probe.destroy();
    if (!isOpen) return;
  }
}
