/**
 * What a human changed in Timery and nobody has answered for is left alone: while a warning about
 * a field is open, no edit writes another value there. Start and stop travel together, so a held
 * one may go out as the human left it.
 */
import type { Call, WireEvent } from '../wire.ts';
import type { Find } from './finding.ts';

/** An open warning that waits for an answer. */
export type HeldFields = Readonly<{
  fields: readonly string[];
  /** The human's values. */
  timerys: Readonly<{ start?: string; stop?: string | null; projectId?: number | null }>;
}>;

export function createHeldChecker(
  heldIn: (entryId: number) => readonly HeldFields[],
  find: Find,
): (event: WireEvent) => void {
  return (event) => {
    if (event.kind !== 'sent' || event.call.method !== 'PUT') return;
    const { call } = event;
    const entryId = Number(/\/time_entries\/(\d+)$/.exec(call.path)?.[1] ?? 0);
    for (const held of heldIn(entryId)) {
      for (const field of held.fields.filter((one) => isWrittenOver(one, held.timerys, call))) {
        find('held', `${call.path} writes over the ${field} of a human: ${JSON.stringify(held)}`);
      }
    }
  };
}

function isWrittenOver(field: string, timerys: HeldFields['timerys'], { body }: Call): boolean {
  if (body === null) return false;
  switch (field) {
    case 'project':
      return body.project_id !== undefined && body.project_id !== timerys.projectId;
    case 'start':
      return body.start !== undefined && instant(body.start) !== instant(timerys.start);
    case 'stop':
      return body.duration !== undefined && instant(body.stop) !== instant(timerys.stop);
    default:
      return false;
  }
}

function instant(text: unknown): number | null {
  return typeof text === 'string' ? Date.parse(text) : null;
}
