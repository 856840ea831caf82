/**
 * The hub of events in this process: whoever changes something announces it, whoever listens is
 * told at once. Nothing is kept: a listener that missed something reads the state anew.
 *
 * Invariant: announcing never waits, never fails and reads nothing. What an event has to read is
 * read by those who listen, so where nobody does an announcement costs a look into a map.
 */
import type { Event } from '../../../contract/events.ts';

/**
 * What is announced: the event itself, or, of the two that tell what stands, only that it may have
 * changed. Those are read when they are sent, so a burst of commands costs each listener one read.
 */
export type Announcement =
  | Exclude<Event, { kind: 'state' | 'toggl' }>
  | Readonly<{ kind: 'state' }>
  | Readonly<{ kind: 'toggl' }>;

export type Announce = (accountId: string, announcement: Announcement) => void;

type Listener = (announcement: Announcement) => void;

export type EventHub = Readonly<{
  announce: Announce;
  /** The returned function ends it. */
  subscribe: (accountId: string, listener: Listener) => () => void;
}>;

export function createEventHub(): EventHub {
  const listeners = new Map<string, Set<Listener>>();
  return {
    announce: (accountId, announcement) => {
      for (const listener of listeners.get(accountId) ?? []) listener(announcement);
    },
    subscribe: (accountId, listener) => {
      const ofAccount = listeners.get(accountId) ?? new Set();
      listeners.set(accountId, ofAccount.add(listener));
      return () => {
        ofAccount.delete(listener);
        if (ofAccount.size === 0 && listeners.get(accountId) === ofAccount) {
          listeners.delete(accountId);
        }
      };
    },
  };
}
