/**
 * The processes of a run: each server in one of its own and the load in another, so that none
 * takes time from a neighbour but by the cores they share.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Figures } from './figures.ts';
import type { Load } from './loadGenerator.ts';

type RunningServer = Readonly<{ url: string; stop(): Promise<void> }>;

type ServerProgram = Readonly<{
  /** From the root of the tree. */
  program: string;
  argument?: string;
  settings?: Readonly<Record<string, string>>;
  /** Where it runs: nothing it reads or leaves there is the tree's. */
  folder: string;
}>;

/** Resolves with the address that its first line names. */
export async function startServer(server: ServerProgram): Promise<RunningServer> {
  const { program, argument, settings = {}, folder } = server;
  const path = join(import.meta.dirname, '..', program);
  const child = spawn(process.execPath, argument === undefined ? [path] : [path, argument], {
    cwd: folder,
    env: settings,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(String),
    once(child, 'exit').then(() => ''),
  ]);
  const [url] = /http:\/\/\S+/.exec(line) ?? [];
  if (url === undefined) throw new Error(`${program} did not start. Its reason stands above.`);
  return { url, stop: () => ended(child) };
}

export type LoadGenerator = Readonly<{ run(load: Load): Promise<Figures>; stop(): Promise<void> }>;

export function startLoadGenerator(): LoadGenerator {
  const child = fork(join(import.meta.dirname, 'loadGenerator.ts'));
  return {
    run: async (load) => {
      const answered = once(child, 'message');
      child.send(load);
      const [figures] = (await answered) as [Figures];
      return figures;
    },
    stop: () => ended(child),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}
