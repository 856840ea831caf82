/**
 * Carries out one event and says in a few words what it was. Taps are HTTP requests to the server,
 * as a phone sends them; what a person does in Timery goes to the sandbox and never through the
 * server. A stop of what does not run is no fault: two hands may have been at work.
 */
import { unreachable } from '../core/invariant.ts';
import type { Act, Started } from './event.ts';
import type { Stage } from './stage.ts';

export async function carryOut(stage: Stage, act: Act): Promise<string> {
  switch (act.kind) {
    case 'start':
      return start(stage, act.starts);
    case 'stop':
      for (const dimension of act.dimensions) {
        const answer = await stage.client.stop({ dimension });
        if (!answer.ok && answer.status !== 404) throw new Error(answer.error.message);
      }
      return `tap: stop ${act.dimensions.join(', ')}`;
    case 'toggle': {
      const { dimension, category } = act;
      const answer = await stage.client.toggle({ dimension, category, source: 'MANUAL' });
      if (!answer.ok) throw new Error(answer.error.message);
      return `by hand: ${answer.body.say}`;
    }
    case 'connection':
      stage.wire.connection = act.state;
      return act.state === 'broken' ? 'the connection to Toggl breaks' : 'the connection is back';
    case 'empty-bucket':
      stage.sandbox.drain(act.bucket);
      return `the ${act.bucket} bucket is empty: another app has spent it`;
    case 'timery':
      return startInTimery(stage, act.description);
    default:
      return unreachable(act);
  }
}

async function start(stage: Stage, starts: readonly Started[]): Promise<string> {
  const [first, ...also] = starts;
  if (first === undefined) return 'nothing to start';
  const answer = await stage.client.start({ ...first, source: 'NFC', also: [...also] });
  if (!answer.ok) throw new Error(answer.error.message);
  return `tap: ${starts.map(({ category }) => category).join(' + ')}`;
}

/** What a person stops there is remembered: it is then right that it differs. */
function startInTimery(stage: Stage, description: string): string {
  const running = stage.sandbox.running();
  if (running !== null) stage.changedByHand.add(running.id);
  const { status } = stage.human.start(description);
  return status === 200
    ? `someone starts "${description}" in Timery`
    : `Timery cannot start "${description}": Toggl answers ${status}`;
}
