/**
 * Several clients that send commands without a pause, drawn from a seed, until the server dies
 * under them. What each was answered, and what it never heard an answer to, stands in the history:
 * that is what the database is held against.
 */
import type { Random } from '../../../simulation/random.ts';
import type { Answer, ServerProcess, ServerRequest } from '../support/serverProcess.ts';

type CommandName = 'start' | 'stop' | 'edit' | 'delete' | 'undo';
type Command = ServerRequest & Readonly<{ name: CommandName; key: string | null }>;

type SliceReply = Readonly<{
  id: string;
  dimension: string;
  categoryId: string;
  start: string;
  end: string | null;
  isLocked: boolean;
  note: string | null;
}>;

export type Acknowledged = Readonly<{ command: Command; body: Answer['body'] }>;

/** What was under way when a server was killed; with a key, perhaps in several rounds. */
type Unanswered = Readonly<{ command: Command; rounds: readonly number[] }>;

export type History = {
  /** Which server it is that is being written to. */
  round: number;
  readonly acknowledged: Acknowledged[];
  /** Sent with a key and never answered: repeated until they are. */
  readonly toRepeat: Unanswered[];
  /** Sent without a key and never answered: done once or not at all. */
  readonly lost: Unanswered[];
  /** Answers that no fault of Toggl and no kill excuses. */
  readonly wrongAnswers: string[];
  /** Changes in the file that were answered to nobody, with the round that left them there. */
  readonly orphans: Map<string, Readonly<{ name: string; round: number }>>;
};

export function emptyHistory(): History {
  const lists = { acknowledged: [], toRepeat: [], lost: [], wrongAnswers: [] };
  return { ...lists, round: 0, orphans: new Map() };
}

const activities = ['Coding', 'Writing', 'Calls', 'Reading', 'Errands', 'Chores'];
const modes = ['Deep Work', 'Admin', 'Creative Flow'];
const companies = ['Alone', 'Family'];

/** Undo, edits and deletes choose among the latest: old ones are often in each other's way. */
const latest = 12;
const keyShare = 0.5;
const refusals = [404, 409, 422];

type Sending = Readonly<{
  server: ServerProcess;
  history: History;
  random: Random;
  now: () => number;
  /** Called after each answer. */
  onAnswer: () => void;
}>;

/** Resolves when the connection breaks. */
export async function sendUntilKilled(sending: Sending): Promise<void> {
  const { history } = sending;
  for (;;) {
    const next = history.toRepeat.shift() ?? { command: draw(sending), rounds: [] };
    if (!(await sendOne(sending, next))) return;
  }
}

/** Sends again what has a key and was not answered. */
export async function repeatUnanswered(sending: Omit<Sending, 'random' | 'now'>): Promise<void> {
  const { toRepeat } = sending.history;
  for (const unanswered of toRepeat.splice(0)) await sendOne(sending, unanswered);
}

/** False when no answer came. */
async function sendOne(
  { server, history, onAnswer }: Pick<Sending, 'server' | 'history' | 'onAnswer'>,
  { command, rounds }: Unanswered,
): Promise<boolean> {
  const answer = await server.send(command).catch(() => null);
  if (answer === null) {
    const list = command.key === null ? history.lost : history.toRepeat;
    list.push({ command, rounds: [...rounds, history.round] });
    return false;
  }
  const { status, body } = answer;
  if (status === 200 || status === 201) history.acknowledged.push({ command, body });
  else if (!refusals.includes(status)) {
    history.wrongAnswers.push(`${status} ${JSON.stringify(body)} to ${JSON.stringify(command)}`);
  }
  onAnswer();
  return true;
}

let keys = 0;

function draw({ random, history, now }: Sending): Command {
  const request = drawRequest(random, history, now());
  keys += 1;
  return { ...request, key: random.chance(keyShare) ? `key ${keys}` : null };
}

type Drawn = Omit<Command, 'key'>;

function drawRequest(random: Random, history: History, now: number): Drawn {
  const kind = random.weighted({
    switch: 24,
    backdated: 14,
    both: 4,
    stop: 8,
    mode: 10,
    stopMode: 6,
    company: 4,
    edit: 16,
    remove: 6,
    undo: 8,
  });
  const category = random.pick(activities);
  switch (kind) {
    case 'switch':
      return start({ dimension: 'PRIMARY', category });
    case 'backdated': {
      const at = new Date(now - random.between(600, 43_200) * 1000).toISOString();
      return start({ dimension: 'PRIMARY', category, at });
    }
    case 'both': {
      const also = [{ dimension: 'WORK_MODE', category: random.pick(modes) }];
      return start({ dimension: 'PRIMARY', category, also });
    }
    case 'stop':
      return stop('PRIMARY');
    case 'mode':
      return start({ dimension: 'WORK_MODE', category: random.pick(modes) });
    case 'stopMode':
      return stop('WORK_MODE');
    case 'company':
      return start({ dimension: 'SOCIAL', category: random.pick(companies) });
    case 'edit':
      return drawEdit(random, history, category);
    case 'remove':
      return onSlice(random, history, (path) => ({ name: 'delete', method: 'DELETE', path }));
    case 'undo':
      return drawUndo(random, history);
  }
}

function start(body: object): Drawn {
  return { name: 'start', method: 'POST', path: '/api/engine/start', body };
}

function stop(dimension: string): Drawn {
  return { name: 'stop', method: 'POST', path: '/api/engine/stop', body: { dimension } };
}

function drawEdit(random: Random, history: History, category: string): Drawn {
  return onSlice(random, history, (path, { start: startAt }) => {
    const moved = new Date(Date.parse(startAt) - random.between(-60, 300) * 1000).toISOString();
    const onOverlap = random.pick(['refuse', 'trim', 'split', 'replace']);
    const body = random.pick<object>([
      { category },
      { note: category },
      { start: moved, onOverlap },
    ]);
    return { name: 'edit', method: 'PATCH', path, body };
  });
}

/** Of PRIMARY alone: an undone mode would change what closed entries should have carried. */
function drawUndo(random: Random, history: History): Drawn {
  const changeIds = history.acknowledged
    .filter(({ body }) => body.dimension === 'PRIMARY' && alsoOf(body).length === 0)
    .map(({ body }) => body.changeId)
    .filter((changeId) => typeof changeId === 'string')
    .slice(-latest);
  if (changeIds.length === 0) return stop('PRIMARY');
  const body = { changeId: random.pick(changeIds) };
  return { name: 'undo', method: 'POST', path: '/api/engine/undo', body };
}

function onSlice(
  random: Random,
  history: History,
  draw: (path: string, slice: SliceReply) => Drawn,
): Drawn {
  const known = history.acknowledged
    .filter(({ body }) => body.dimension === 'PRIMARY')
    .slice(-latest);
  if (known.length === 0) return stop('PRIMARY');
  const slice = sliceOf(random.pick(known).body);
  return draw(`/api/engine/slices/${slice.id}`, slice);
}

/** The slices an answer shows as its command left them. */
export function shownSlices({ command, body }: Acknowledged): readonly SliceReply[] {
  switch (command.name) {
    case 'start':
      return [sliceOf(body), ...alsoOf(body)];
    case 'stop':
    case 'edit':
      return [sliceOf(body)];
    case 'undo':
      return body.slices as SliceReply[];
    case 'delete':
      return [];
  }
}

function sliceOf(body: Answer['body']): SliceReply {
  return body as unknown as SliceReply;
}

function alsoOf(body: Answer['body']): readonly SliceReply[] {
  return (body.also ?? []) as SliceReply[];
}
