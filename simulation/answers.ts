/**
 * What a person answers to warnings, and which entries are ours from then on because the person
 * had them adopted. An entry counts as adopted from the moment the answer is sent, because the
 * program acts before its reply arrives; a refusal takes it back.
 */

import type { Command, Reply } from './answered.ts';
import type { Random } from './random.ts';
import type { WarningSeen } from './workload.ts';
import type { World } from './world.ts';

type Answers = Readonly<{
  /** Those that wait for an answer now. */
  listOpen(world: World): Promise<readonly WarningSeen[]>;
  /** Any command, an answer among others. */
  send(world: World, command: Command): Promise<Reply | null>;
  answerAll(world: World, random: Random): Promise<void>;
  isAdopted(entryId: number): boolean;
}>;

const minuteMs = 60_000;

export function createAnswers(): Answers {
  const adopted = new Set<number>();
  const entries = new Map<string, number>();
  const listOpen = async (world: World) => {
    const reply = await world.send({ method: 'GET', path: '/api/toggl/warnings' });
    const open = reply?.status === 200 ? (reply.body as readonly WarningSeen[]) : [];
    for (const { id, entryId } of open) entries.set(pathOf(id), Number(entryId));
    return open;
  };
  const send = async (world: World, command: Command) => {
    const entryId = command.body?.action === 'adopt' ? entries.get(command.path) : undefined;
    if (entryId === undefined) return world.send(command);
    adopted.add(entryId);
    const reply = await world.send(command);
    if (reply !== null && reply.status >= 400) adopted.delete(entryId);
    return reply;
  };
  const answerAll = async (world: World, random: Random) => {
    for (const { id, kind, entryId, actions } of await listOpen(world)) {
      const choice = random.chance(0.5) ? actions : actions.filter((action) => action !== 'keep');
      if (choice.length === 0) continue;
      const action = random.pick(choice);
      const reply = await send(world, { method: 'POST', path: pathOf(id), body: { action } });
      if (reply?.status === 200 && action === 'restore') putBack(world, kind, Number(entryId));
      await world.advance(minuteMs);
    }
  };
  return { listOpen, send, answerAll, isAdopted: (entryId) => adopted.has(entryId) };
}

function pathOf(warningId: string): string {
  return `/api/toggl/warnings/${warningId}`;
}

/** What each warning is about; texts and tags are the human's for good. */
const fieldsOfWarning: Readonly<Record<string, readonly string[]>> = {
  'time-changed': ['start', 'stop'],
  'stopped-in-timery': ['stop'],
  'project-changed': ['project'],
  'deleted-in-timery': ['deleted'],
};

/** What was put back is no longer the human's: only what nobody saw them do stays theirs. */
function putBack({ touched }: World, kind: string, entryId: number): void {
  for (const field of fieldsOfWarning[kind] ?? []) touched.get(entryId)?.delete(field);
}
