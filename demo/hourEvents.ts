/** The thirty-switch hour as events. Pure. */
import { dimensions } from '../core/engine/slice.ts';
import { type Act, type Event, inOrder } from './event.ts';
import type { Hour, HourEvent } from './scenario.ts';
import { wallClockAt } from './wallClock.ts';

export type HourEvents = Readonly<{
  /** What leads up to the hour; nobody needs to watch it. */
  before: readonly Event[];
  hour: readonly Event[];
}>;

export function hourEvents(scenario: Hour): HourEvents {
  const startAt = wallClockAt(scenario.startsAt, scenario.timeZone);
  const events = inOrder(
    scenario.events.map((event) => ({ at: startAt + offsetMs(event.at), act: actOf(event) })),
  );
  return {
    before: events.filter(({ at }) => at < startAt),
    hour: events.filter(({ at }) => at >= startAt),
  };
}

function offsetMs(text: string): number {
  const [minutes = '0', seconds = '0'] = text.replace('-', '').split(':');
  const size = (Number(minutes) * 60 + Number(seconds)) * 1000;
  return text.startsWith('-') ? -size : size;
}

function actOf(event: HourEvent): Act {
  if ('start' in event) {
    const starts = dimensions.flatMap((dimension) => {
      const category = event.start[dimension];
      return category === undefined ? [] : [{ dimension, category }];
    });
    return { kind: 'start', starts };
  }
  if ('stop' in event) return { kind: 'stop', dimensions: event.stop };
  if ('connection' in event) return { kind: 'connection', state: event.connection };
  if ('empty' in event) return { kind: 'empty-bucket', bucket: event.empty };
  return { kind: 'timery', description: event.timery };
}
