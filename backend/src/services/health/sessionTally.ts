/** What a sync came to, gathered session by session. */
import type { Slice } from '../../../../core/engine/slice.ts';
import type { SampleKind, Session } from '../../../../core/health/sample.ts';
import type { Trimmed } from '../engine/lostTime.ts';

/** What kept its time where a session would have been, or the session that a person edited. */
export type Kept = Readonly<{
  session: Session;
  reason: 'locked' | 'began-meanwhile' | 'edited';
  slices: readonly Slice[];
}>;

export type Tallied = Readonly<{
  created: Readonly<Record<SampleKind, number>>;
  /** How long the slices that were made are together. */
  createdMs: Readonly<Record<SampleKind, number>>;
  trimmed: readonly Trimmed[];
  kept: readonly Kept[];
  /** Each with the slices it made or changed, and those it took away as ended. */
  written: readonly Readonly<{ changeId: string; slices: readonly Slice[] }>[];
}>;

export type SessionTally = Readonly<{
  keep(kept: Kept): void;
  write(one: Written): void;
  /** What was changed along with what was written last. */
  touch(slices: readonly Slice[]): void;
  result(): Tallied;
}>;

type Written = Readonly<{
  changeId: string;
  kind: SampleKind | null;
  own: readonly Slice[];
  touched: readonly Slice[];
  trimmed: readonly Trimmed[];
}>;

export function createSessionTally(): SessionTally {
  const created = { sleep: 0, workout: 0 };
  const createdMs = { sleep: 0, workout: 0 };
  const trimmed: Trimmed[] = [];
  const kept: Kept[] = [];
  const written: { changeId: string; slices: readonly Slice[] }[] = [];
  return {
    keep: (one) => void kept.push(one),
    write: ({ changeId, kind, own, touched, trimmed: lost }) => {
      written.push({ changeId, slices: touched });
      trimmed.push(...lost);
      if (kind === null) return;
      created[kind] += own.length;
      for (const { startAt, endAt } of own) createdMs[kind] += (endAt ?? startAt) - startAt;
    },
    touch: (slices) => {
      const last = written.pop();
      if (last !== undefined) written.push({ ...last, slices: [...slices, ...last.slices] });
    },
    result: () => ({ created, createdMs, trimmed, kept, written }),
  };
}
