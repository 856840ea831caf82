/** Runs engineProgram.ts, a process of its own that a test can kill in the middle of its work. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./engineProgram.ts', import.meta.url));

type Ended = Readonly<{ exitCode: number | null; signal: NodeJS.Signals | null }>;

type EngineChild = Readonly<{
  /** Ids of slices whose start was answered, in that order. */
  answered: readonly string[];
  /** The account it works for. */
  accountId: Promise<string>;
  answeredAtLeast(count: number): Promise<void>;
  kill(): void;
  ended: Promise<Ended>;
}>;

export function runEngineChild({
  url,
  starts,
}: Readonly<{ url: string; starts: number }>): EngineChild {
  const child = fork(program, [url, String(starts)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const answered: string[] = [];
  const account = Promise.withResolvers<string>();
  const waits: Readonly<{ count: number; resolve: () => void }>[] = [];
  child.on('message', (message: { accountId?: string; sliceId?: string }) => {
    if (message.accountId !== undefined) account.resolve(message.accountId);
    if (message.sliceId !== undefined) answered.push(message.sliceId);
    for (const wait of waits) if (answered.length >= wait.count) wait.resolve();
  });
  const ended = Promise.withResolvers<Ended>();
  child.on('exit', (exitCode, signal) => ended.resolve({ exitCode, signal }));
  return {
    answered,
    accountId: account.promise,
    answeredAtLeast: (count) => new Promise((resolve) => waits.push({ count, resolve })),
    kill: () => child.kill('SIGKILL'),
    ended: ended.promise,
  };
}
