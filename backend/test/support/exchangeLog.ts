/**
 * What passed between the projection and Toggl, as an observer on the wire sees it, and the rule
 * about the reserve, judged from that alone. Also answers in Toggl's place, for replies that the
 * sandbox gives to nobody.
 */
import { readQuota } from '../../../toggl/quotaHeaders.ts';
import type { HttpReply, HttpRequest, Transport } from '../../../toggl/transport.ts';

type WireCall = Readonly<{
  at: number;
  method: string;
  path: string;
  body: Readonly<{ duration?: number; stop?: string | null; description?: string }> | null;
  bucket: 'organization' | 'user';
  status: number | null;
  /** Requests left and the end of the window as this reply told; null where it did not. */
  left: Readonly<{ remaining: number; resetsAt: number }> | null;
  /** What may have run, as far as the replies before had told. */
  runningIds: readonly number[];
}>;

type Canned = Readonly<{ matches: (request: HttpRequest) => boolean; reply: HttpReply }>;

type Parts = Readonly<{ now: () => number }>;

export function createExchangeLog({ now }: Parts) {
  const calls: WireCall[] = [];
  let runningIds: readonly number[] = [];
  const canned: Canned[] = [];
  const through =
    (transport: Transport): Transport =>
    async (request) => {
      const before = { at: now(), runningIds };
      const at = canned.findIndex(({ matches }) => matches(request));
      const [answer] = at < 0 ? [] : canned.splice(at, 1);
      const exchange =
        answer === undefined
          ? await transport(request)
          : { kind: 'replied' as const, reply: answer.reply };
      calls.push({
        ...before,
        ...partsOf(request),
        ...toldBy(exchange.kind === 'replied' ? exchange.reply : null, now()),
      });
      if (exchange.kind === 'replied') {
        runningIds = runningAfter(runningIds, request, exchange.reply);
      }
      return exchange;
    };
  return { calls, through, answerNext: (one: Canned) => canned.push(one) };
}

function partsOf(request: HttpRequest) {
  const { pathname, search } = new URL(request.url);
  const bucket = pathname.startsWith('/api/v9/me') ? ('user' as const) : ('organization' as const);
  const body = request.body === null ? null : JSON.parse(request.body);
  return { method: request.method, path: `${pathname}${search}`, body, bucket };
}

function toldBy(reply: HttpReply | null, receivedAt: number) {
  const quota = reply === null ? null : readQuota(reply.headers);
  const left =
    quota === null
      ? null
      : { remaining: quota.remaining, resetsAt: receivedAt + quota.resetsInSeconds * 1000 };
  return { status: reply?.status ?? null, left };
}

type ShownEntry = Readonly<{ id: number; stop: string | null; server_deleted_at: string | null }>;

/** Each entry that a reply shows tells whether it runs; only a create surely ends the others. */
function runningAfter(
  runningIds: readonly number[],
  request: HttpRequest,
  reply: HttpReply,
): readonly number[] {
  if (reply.status !== 200) return runningIds;
  if (request.method === 'DELETE') {
    return runningIds.filter((id) => !request.url.endsWith(`/${id}`));
  }
  const shown = JSON.parse(reply.body);
  // null: nothing runs.
  const entries: readonly ShownEntry[] = [shown ?? []].flat();
  const isOver = (entry: ShownEntry) => entry.stop !== null || entry.server_deleted_at !== null;
  const fresh = entries.filter((entry) => 'duration' in entry && !isOver(entry));
  if (request.method === 'POST' && fresh.length > 0) return fresh.map(({ id }) => id);
  const over = entries.filter(isOver).map(({ id }) => id);
  const kept = runningIds.filter((id) => !over.includes(id));
  return [...new Set([...kept, ...fresh.map(({ id }) => id)])];
}

/**
 * Calls that broke the rule, told as sentences: above the reserve anything; from the reserve down
 * to two what makes the running entry right; the last one a stop; none when none is left.
 */
export function reserveBreaches(calls: readonly WireCall[], reserve: number): string[] {
  return calls.flatMap((call, index) => {
    const earlier = calls.slice(0, index).filter(({ bucket }) => bucket === call.bucket);
    const known = earlier.findLast(({ left }) => left !== null)?.left ?? null;
    if (known === null || call.at >= known.resetsAt) return [];
    // Each call since then that was not told of may have cost one.
    const since = earlier.slice(earlier.findLastIndex(({ left }) => left !== null) + 1);
    const remaining = known.remaining - since.filter(({ status }) => status !== null).length;
    if (remaining > reserve) return [];
    const use = useOf(call, calls.slice(0, index));
    const isFine = use === 'stop' ? remaining >= 1 : use === 'running' && remaining >= 2;
    return isFine ? [] : [`${call.method} ${call.path} (${use}) with ${remaining} left`];
  });
}

type Use = 'stop' | 'running' | 'other';

function useOf(call: WireCall, earlier: readonly WireCall[]): Use {
  const { method, path, body, runningIds } = call;
  const isOfRunning = runningIds.some((id) => path.includes(`/${id}`));
  switch (method) {
    case 'GET':
      return awaitsStart(earlier) ? 'running' : 'other';
    case 'POST':
      return isStart(call) ? 'running' : 'other';
    case 'DELETE':
      return isOfRunning ? 'stop' : 'other';
    case 'PATCH':
      return isOfRunning || awaitsStart(earlier) ? 'stop' : 'other';
    default:
      return isStart(call) ? 'running' : useOfEdit(body, isOfRunning ? 'running' : 'over');
  }
}

function useOfEdit(body: WireCall['body'], entry: 'running' | 'over'): Use {
  if (entry === 'over') return 'other';
  if (body?.stop !== undefined) return 'stop';
  return body?.description === undefined ? 'other' : 'running';
}

function isStart({ body }: WireCall): boolean {
  return (body?.duration ?? 0) < 0;
}

/** A start was sent whose answer nobody has: what runs is known again only from a reading. */
function awaitsStart(earlier: readonly WireCall[]): boolean {
  const start = earlier.findLast((call) => call.method === 'POST' && isStart(call));
  return start !== undefined && start.status !== 200;
}
