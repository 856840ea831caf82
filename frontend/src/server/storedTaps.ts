/**
 * The waiting taps in the browser's store, which outlives a reload and is shared by all tabs. The
 * store is the truth: it is read before each write, for another tab may have written.
 */
import { z } from 'zod';
import type { Outside } from './outside.ts';
import { type Tap, tap } from './taps.ts';

type StoredTaps = Readonly<{
  waiting: () => readonly Tap[];
  add: (made: Tap) => void;
  drop: (done: Tap) => void;
}>;

type StoredTapsOptions = Readonly<{
  store: Outside['store'];
  /** Whoever changed them. */
  changed: () => void;
  changedElsewhere: () => void;
}>;

const storeName = 'compass-taps';
const taps = z.array(tap);

export function createStoredTaps(options: StoredTapsOptions): StoredTaps {
  const { store, changed, changedElsewhere } = options;
  const read = () => readTaps(store.read(storeName));
  let waiting = read();
  const change = (next: readonly Tap[]) => {
    waiting = next;
    store.write(storeName, JSON.stringify(next));
    changed();
  };
  store.whenChanged(() => {
    waiting = read();
    changedElsewhere();
    changed();
  });
  return {
    waiting: () => waiting,
    add: (made) => change([...read(), made]),
    drop: ({ key }) => change(read().filter((other) => other.key !== key)),
  };
}

/** A store that an older or a later version wrote is taken as empty rather than half understood. */
function readTaps(text: string | null): readonly Tap[] {
  if (text === null) return [];
  const read = taps.safeParse(JSON.parse(text));
  return read.success ? read.data : [];
}
