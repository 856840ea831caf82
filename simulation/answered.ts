/** What the program answers to a command, or that it died before it could. */
import { setImmediate as turn } from 'node:timers/promises';
import type { Find } from './checkers/finding.ts';
import { apiSecret, type Program } from './program.ts';
import type { Trace } from './trace.ts';

export type Reply = Readonly<{ status: number; body: unknown }>;

export type Command = Readonly<{
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
}>;

type Asking = Readonly<{ program: Program; find: Find; trace: Trace }>;

type AskingInTime = Asking & Readonly<{ advance: (ms: number) => Promise<void> }>;

/** No command needs so many turns of the event loop while the clock stands still. */
const turnsBeforeStuck = 20_000;

/**
 * A command is answered while the clock stands still: it waits for nothing in Toggl. Only its own
 * death keeps the program from answering.
 */
export async function answered(command: Command, asking: Asking): Promise<Reply | null> {
  const { trace } = asking;
  trace.note(`${command.method} ${command.path} ${JSON.stringify(command.body ?? null)}`);
  const reply = await answeredAtOnce(command, asking);
  trace.note(reply === null ? 'no answer' : `${reply.status} ${JSON.stringify(reply.body)}`);
  return reply;
}

async function answeredAtOnce(command: Command, { program, find }: Asking): Promise<Reply | null> {
  if (program.life.isOver()) return null;
  const state = { reply: null as Reply | null };
  void injected(program, command).then((reply) => {
    state.reply = reply;
  });
  for (let turns = 0; turns < turnsBeforeStuck; turns += 1) {
    if (program.life.isOver()) return null;
    if (state.reply !== null) return state.reply;
    await turn();
  }
  find('latency', `${command.method} ${command.path} was not answered at once.`);
  return null;
}

/** No call takes longer, and the program answers for itself before. */
const longestAskMs = 60_000;
const askStepMs = 200;

/** For a command that waits for Toggl: the clock goes on until it is answered. */
export async function answeredInTime(
  command: Command,
  { program, find, trace, advance }: AskingInTime,
): Promise<Reply | null> {
  const { method, path } = command;
  trace.note(`${method} ${path} ${JSON.stringify(command.body ?? null)}`);
  if (program.life.isOver()) return null;
  const state = { reply: null as Reply | null };
  void injected(program, command).then((reply) => {
    state.reply = reply;
  });
  for (let waitedMs = 0; waitedMs <= longestAskMs; waitedMs += askStepMs) {
    await advance(askStepMs);
    const { reply } = state;
    if (reply !== null) {
      trace.note(`${reply.status} ${JSON.stringify(reply.body)}`);
      return reply;
    }
    if (program.life.isOver()) return null;
  }
  find('latency', `${method} ${path} was not answered within ${longestAskMs / 1000} s.`);
  return null;
}

async function injected(program: Program, command: Command): Promise<Reply> {
  const reply = await program.app.inject({
    method: command.method,
    url: command.path,
    headers: { 'x-api-secret': apiSecret, ...command.headers },
    ...(command.body !== undefined && { payload: command.body }),
  });
  return { status: reply.statusCode, body: parsed(reply.body) };
}

function parsed(text: string): unknown {
  return text === '' ? null : JSON.parse(text);
}
