/**
 * A create whose fate nobody knows is never sent again before a look: its reply was lost, Toggl
 * failed, or the program died while it was on its way. An entry made twice is taken away later, so
 * that in the end nothing would show it.
 *
 *   POST ──lost── POST          found
 *   POST ──lost── GET ── POST   right
 */
import type { WireEvent } from '../wire.ts';
import type { Find } from './finding.ts';

export function createRepeatsChecker(find: Find): (event: WireEvent) => void {
  const unknown = new Set<string>();
  return (event) => {
    const { call } = event;
    const isRead = call.method === 'GET';
    if (isRead && event.kind === 'answered' && isAnswered(event)) unknown.clear();
    if (call.method !== 'POST') return;
    // No two slices of PRIMARY start in one second.
    const start = String(call.body?.start);
    if (event.kind === 'answered' && isSettled(event)) unknown.delete(start);
    if (event.kind !== 'sent') return;
    if (unknown.has(start)) find('repeats', `The create of ${start} was repeated without a look.`);
    unknown.add(start);
  };
}

type Answered = Extract<WireEvent, { kind: 'answered' }>;

function isAnswered({ exchange }: Answered): boolean {
  return exchange.kind === 'replied' && exchange.reply.status === 200;
}

/** It was answered, or never left. */
function isSettled({ exchange }: Answered): boolean {
  return (
    exchange.kind === 'unreachable' || (exchange.kind === 'replied' && exchange.reply.status < 500)
  );
}
