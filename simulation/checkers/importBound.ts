/**
 * The least calls of what was asked for beside the projection: a reading for each night with an
 * import, one for each import that a person asks for, one to set a webhook up.
 *
 *     night ──── ask ──── dry run ── ask for the same ──── night
 *       1         1          1           0: it is read        1
 */

export type ImportAsked = Readonly<{
  at: number;
  kind: 'dry' | 'real';
  /** Equal for equal dates. */
  range: string;
  isDone: boolean;
}>;

type ImportBound = Readonly<{
  asked(asked: ImportAsked): void;
  webhookSetUp(): void;
  total(now: number): number;
}>;

type Nights = Readonly<{ beginsAt: number; nightly: 'on' | 'off' }>;

const dayMs = 86_400_000;
/** 03:30 in Berlin, in winter. */
const nightMs = 2.5 * 3_600_000;
/** What a dry run read is kept for a quarter of an hour; a minute more is on the safe side. */
const dryKeptMs = 16 * 60_000;

export function createImportBound({ beginsAt, nightly }: Nights): ImportBound {
  let total = 0;
  let dry: ImportAsked | null = null;
  const unfinished = new Set<string>();
  const isReadAlready = ({ at, kind, range }: ImportAsked) =>
    unfinished.has(`${kind} ${range}`) ||
    (dry !== null && dry.range === range && at - dry.at <= dryKeptMs);
  return {
    asked: (asked) => {
      if (!isReadAlready(asked)) total += 1;
      const key = `${asked.kind} ${asked.range}`;
      if (asked.isDone) unfinished.delete(key);
      else unfinished.add(key);
      dry = asked.kind === 'dry' ? asked : null;
    },
    webhookSetUp: () => {
      total += 1;
    },
    total: (now) => total + (nightly === 'on' ? nightsBetween(beginsAt, now) : 0),
  };
}

function nightsBetween(from: number, until: number): number {
  return Math.floor((until - nightMs) / dayMs) - Math.floor((from - nightMs) / dayMs);
}
