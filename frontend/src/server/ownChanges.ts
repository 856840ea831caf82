/**
 * What this tab has changed, so that Undo, pressed again, takes back the one before. The server's
 * own "last change" cannot say that: an undo is a change too, and the last one after an undo.
 *
 *     made a, asked for b     [a …]
 *     b is answered           [a b]
 *     undo                    [a]        b is taken back, by u
 *     undo                    []         a is taken back
 *     undo of u               [u']       b is done again, and can be taken back
 *
 * Invariant: they stand in the order in which they were asked for. One that is still on its way
 * is waited for: whoever deletes and undoes at once means what they deleted.
 *
 * Kept as long as the page is open. When there is none the server's last change is meant.
 */
/** What a command answered: several ids where it was more than one step, oldest first. */
export type Change = readonly string[];

/** As the reply to an undo tells it. */
export type UndoStep = Readonly<{ changeId: string; undoneChangeId: string }>;

export type OwnChanges = Readonly<{
  made: (change: Change) => void;
  /** Hands the reply on, and notes the change that it names. */
  making: <Reply>(command: Promise<Reply>) => Promise<Reply>;
  /** What an undo takes back next; undefined: whatever the server has last. */
  last: () => Promise<Change | undefined>;
  /** Whether that took a change back, or took back that it was taken back. */
  undone: (steps: readonly UndoStep[]) => 'undone' | 'done-again';
  /** It cannot be undone: the next undo takes the one before. */
  passOver: (change: Change) => void;
}>;

type Entry = Readonly<{ change: Change } | { underWay: Promise<Change> }>;

export function createOwnChanges(): OwnChanges {
  const undos = new Set<string>();
  let entries: readonly Entry[] = [];
  const add = (change: Change) => {
    if (change.length > 0) entries = [...entries, { change }];
  };
  const replace = (entry: Entry, change: Change) => {
    const next = change.length === 0 ? [] : [{ change }];
    entries = entries.flatMap((other) => (other === entry ? next : [other]));
  };
  const passOver = (gone: Change) => {
    for (const entry of entries) {
      if ('change' in entry) replace(entry, without(entry.change, gone));
    }
  };
  return {
    made: add,
    making: (command) => {
      const underWay = command.then(changeIdsIn, () => []);
      const entry = { underWay };
      entries = [...entries, entry];
      void underWay.then((change) => replace(entry, change));
      return command;
    },
    last: async () => {
      for (let last = entries.at(-1); last !== undefined; last = entries.at(-1)) {
        if ('change' in last) return last.change;
        await last.underWay;
      }
      return undefined;
    },
    undone: (steps) => {
      const change = steps.map(({ changeId }) => changeId);
      const takenBack = steps.map(({ undoneChangeId }) => undoneChangeId);
      passOver(takenBack);
      if (takenBack.some((id) => undos.has(id))) {
        add(change);
        return 'done-again';
      }
      for (const id of change) undos.add(id);
      return 'undone';
    },
    passOver,
  };
}

function without(change: Change, gone: Change): Change {
  return change.filter((id) => !gone.includes(id));
}

/** Of a reply: its `changeId`, or its `changeIds`; none where it changed nothing. */
export function changeIdsIn(reply: unknown): Change {
  if (typeof reply !== 'object' || reply === null) return [];
  const { changeId, changeIds } = reply as Readonly<{ changeId?: unknown; changeIds?: unknown }>;
  const named = Array.isArray(changeIds) ? changeIds : [changeId];
  return named.filter((id) => typeof id === 'string');
}
