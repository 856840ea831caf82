/** One thing that happens in the demo, whether a scenario planned it or a hand did it. */
import type { Dimension } from '../core/engine/slice.ts';

export type Act =
  | Readonly<{ kind: 'start'; starts: readonly Started[] }>
  | Readonly<{ kind: 'stop'; dimensions: readonly Dimension[] }>
  | Readonly<{ kind: 'toggle'; dimension: Dimension; category: string }>
  | Readonly<{ kind: 'connection'; state: ConnectionState }>
  | Readonly<{ kind: 'empty-bucket'; bucket: 'organization' | 'user' }>
  /** A person starts a timer in Timery, beside Compass. */
  | Readonly<{ kind: 'timery'; description: string }>;

export type Started = Readonly<{ dimension: Dimension; category: string }>;

export type ConnectionState = 'works' | 'broken';

export type Event = Readonly<{ at: number; act: Act }>;

/** Events of one instant keep the order they came in. */
export function inOrder(events: readonly Event[]): readonly Event[] {
  return events.toSorted((left, right) => left.at - right.at);
}
