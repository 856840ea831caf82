/**
 * The person closes the day once all its news has arrived: they look at what is doubted, and say of
 * the meeting whose end was never told when it ended. Nothing else may be asked about, but for
 * what truly lasted longer than most things do.
 */
import { usualMaximumMinutes } from '../../core/closing/overdue.ts';
import type { Find } from '../checkers/finding.ts';
import type { World } from '../world.ts';
import { answered } from './answered.ts';
import type { Happening } from './signals.ts';

type Doubt = Readonly<{
  kind: 'doubt' | 'gap';
  say: string;
  slice: Readonly<{
    id: string;
    category: string;
    start: string;
    end: string | null;
    updatedAt: string;
  }>;
}>;

type Closing = Readonly<{ world: World; lost: Happening | null; find: Find }>;

/** Answers how many doubts were listed. */
export async function closeDay(at: number, { world, lost, find }: Closing): Promise<number> {
  const path = `/api/days/${new Date(at).toISOString().slice(0, 10)}/close`;
  const listed = await answered(world, { method: 'GET', path });
  const { items } = listed.body as Readonly<{ items: readonly Doubt[] }>;
  const doubts = items.filter(({ kind }) => kind === 'doubt');
  if (doubts.length > 1) find('doubts', `${doubts.length} doubts are listed for one day.`);
  const doubt = doubts.find(({ slice }) => lost !== null && slice.category === 'Meeting');
  for (const other of doubts.filter((one) => one !== doubt && !isLong(one))) {
    find('doubts', `The events determine the answer, and yet it is asked: ${other.say}`);
  }
  if (lost === null) return doubts.length;
  if (doubt === undefined) {
    find('doubts', `The end of a meeting was never told, and nobody asks: ${path}`);
    return doubts.length;
  }
  const { id: sliceId, updatedAt: asOf } = doubt.slice;
  const answer = { do: 'end', sliceId, asOf, at: new Date(lost.at).toISOString() };
  const headers = { 'idempotency-key': `closed-${at}` };
  const reply = await answered(world, {
    method: 'POST',
    path,
    body: { answers: [answer] },
    headers,
  });
  if (reply.status !== 200) find('doubts', `Its answer was refused: ${JSON.stringify(reply.body)}`);
  return doubts.length;
}

/** Whether it truly lasted so long is the matter of the checker of the history. */
function isLong({ slice: { start, end } }: Doubt): boolean {
  return end !== null && Date.parse(end) - Date.parse(start) > usualMaximumMinutes * 60_000;
}
