/** Asks the server, as any client would, for all that the demo shows and compares. */
import type { z } from 'zod';
import type { togglCallsReply, togglStatusReply, togglWarningsReply } from '../contract/toggl.ts';
import type { Stage } from './stage.ts';
import type { SliceReply } from './wantedEntries.ts';

export type Reading = Readonly<{
  slices: readonly SliceReply[];
  status: z.output<typeof togglStatusReply>;
  /** Newest first. */
  calls: z.output<typeof togglCallsReply>;
  warnings: z.output<typeof togglWarningsReply>;
}>;

const callsShown = '60';
const pageSize = '1000';

export async function read({ client }: Stage): Promise<Reading> {
  const [slices, status, calls, warnings] = await Promise.all([
    readSlices(client),
    client.togglStatus(),
    client.togglCalls({ limit: callsShown }),
    client.togglWarnings(),
  ]);
  return {
    slices,
    status: bodyOf(status),
    calls: bodyOf(calls),
    warnings: bodyOf(warnings),
  };
}

export async function readPending({ client }: Stage): Promise<number> {
  return bodyOf(await client.togglStatus()).pending;
}

/** Follows the pages to the oldest. */
async function readSlices(client: Stage['client']): Promise<readonly SliceReply[]> {
  const slices: SliceReply[] = [];
  let cursor: string | null = null;
  do {
    const answer: Awaited<ReturnType<typeof client.slices>> = await client.slices({
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    });
    slices.push(...bodyOf(answer));
    cursor = answer.ok ? cursorOf(answer.link) : null;
  } while (cursor !== null);
  return slices;
}

function cursorOf(link: string | null): string | null {
  return /[?&]cursor=([\w-]+)/.exec(link ?? '')?.[1] ?? null;
}

type Answer<Body> =
  | Readonly<{ ok: true; body: Body }>
  | Readonly<{ ok: false; error: Readonly<{ message: string }> }>;

function bodyOf<Body>(answer: Answer<Body>): Body {
  if (answer.ok) return answer.body;
  throw new Error(answer.error.message);
}
