/**
 * What a seed does with history: whether the import runs at night, is asked for, overrides what it
 * took in before, and whether Toggl's webhook tells what happens there, well or badly.
 *
 * Drawn from chances of their own: a seed without any of it plays the very days that it played
 * before there was an import.
 */
import { createRandom } from './random.ts';

export type HistoryOptions = Readonly<{
  nightly: 'on' | 'off';
  overrides: 'on' | 'off';
}>;

/** What becomes of an event of the webhook on its way. */
export type EventFault = 'event-lost' | 'event-twice' | 'event-late';

export type WebhookOptions = Readonly<Record<EventFault, number>>;

type Drawn = Readonly<{
  /** null: nothing is ever imported. */
  history: HistoryOptions | null;
  /** null: Toggl tells nothing by itself. */
  webhook: WebhookOptions | null;
  /** Weight among the actions. */
  importWeight: number;
  /** The chance that the human records an hour of the past before an action. */
  humanPast: number;
}>;

export function drawHistory(seed: string, weather: 'calm' | 'rough'): Drawn {
  const random = createRandom(seed).fork('history');
  const isRough = weather === 'rough';
  const isOn = random.chance(0.5);
  const nightly = random.chance(0.75) ? 'on' : 'off';
  const overrides = random.pick(['on', 'off'] as const);
  const importWeight = random.chance(0.75) ? 4 : 0;
  const humanPast = random.pick([0, 0.02, 0.05]);
  const isHeard = random.chance(0.4);
  const fault = () => (isRough && random.chance(0.75) ? random.pick([0.02, 0.1, 0.3]) : 0);
  const webhook = { 'event-lost': fault(), 'event-twice': fault(), 'event-late': fault() };
  return {
    history: isOn ? { nightly, overrides } : null,
    webhook: isHeard ? webhook : null,
    importWeight: isOn ? importWeight : 0,
    humanPast: isOn && isRough ? humanPast : 0,
  };
}
