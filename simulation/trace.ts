/** All that happens in a simulated world, a line each, and the hash that tells two runs apart. */
import { createHash } from 'node:crypto';
import type { WireEvent } from './wire.ts';

export type Trace = ReturnType<typeof createTrace>;

/** Two runs of one seed have the same hash, or chance has come in from outside. */
export function createTrace(now: () => number, onTrace: (line: string) => void) {
  const hash = createHash('sha256');
  return {
    note: (event: string) => {
      const line = `${new Date(now()).toISOString()} ${event}\n`;
      hash.update(line);
      onTrace(line);
    },
    hash: () => hash.copy().digest('hex').slice(0, 16),
  };
}

export function wireLine(event: WireEvent): string {
  const { call } = event;
  const body = JSON.stringify(call.body);
  const what = `${event.kind} ${call.method} ${call.path} ${body} ${call.fault}`;
  switch (event.kind) {
    case 'sent':
      return what;
    case 'applied':
      return `${what} ${event.reply?.status ?? 'cut'} ${event.reply?.body ?? ''}`;
    case 'answered':
      return `${what} ${event.exchange.kind}`;
  }
}
