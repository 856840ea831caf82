/**
 * The processes of a run: each server in one of its own and the load in another, so that none
 * takes time from a neighbour but by the cores they share.
 *
 * Invariant: `stopAll` leaves none behind, whatever failed before.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Figures } from './figures.ts';
import type { Load } from './loadGenerator.ts';

type Program = Readonly<{
  /** From the root of the tree. */
  program: string;
  arguments?: readonly string[];
  settings?: Readonly<Record<string, string>>;
}>;

type RunningServer = Readonly<{ url: string; stop(): Promise<void> }>;

export type Processes = Readonly<{
  /** Resolves with the address that its first line names. */
  startServer(server: Program): Promise<RunningServer>;
  /** Resolves once it has ended well. */
  runToEnd(program: Program): Promise<void>;
  runLoad(load: Load): Promise<Figures>;
  stopAll(): Promise<void>;
}>;

/** Servers run in `folder`: nothing they read or leave there is the tree's. */
export function createProcesses(folder: string): Processes {
  const generator = fork(join(import.meta.dirname, 'loadGenerator.ts'));
  const generatorGone = goneTooEarly(generator);
  // Its end is no failure while no load runs.
  generatorGone.catch(() => undefined);
  const children: ChildProcess[] = [generator];
  const start = ({ program, arguments: given = [], settings = {} }: Program) => {
    const path = join(import.meta.dirname, '..', program);
    const child = spawn(process.execPath, [path, ...given], {
      cwd: folder,
      env: settings,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  };
  return {
    startServer: async (server) => {
      const child = start(server);
      const line = once(createInterface({ input: child.stdout }), 'line').then(String);
      const [url] = /http:\/\/\S+/.exec(await Promise.race([line, goneTooEarly(child)])) ?? [];
      if (url === undefined)
        throw new Error(`${server.program} names no address in its first line.`);
      return { url, stop: () => ended(child) };
    },
    runToEnd: async (program) => {
      const [code] = await once(start(program), 'exit');
      if (code !== 0) throw new Error(`${program.program} failed. Its reason stands above.`);
    },
    runLoad: async (load) => {
      const answer = once(generator, 'message');
      generator.send(load);
      const [figures] = (await Promise.race([answer, generatorGone])) as [Figures];
      return figures;
    },
    stopAll: async () => {
      await Promise.all(children.map(ended));
    },
  };
}

/** To be raced against what a child promises: without it a child that fails is waited for. */
async function goneTooEarly(child: ChildProcess): Promise<never> {
  await once(child, 'exit');
  throw new Error(`${child.spawnargs.join(' ')} ended too early. Its reason stands above.`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
