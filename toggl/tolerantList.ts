/**
 * A list of which each member is read by itself: what cannot be read is told and left out. For
 * readings of history, where one broken entry must not hold up all others for ever. Not for those
 * that decide whether an entry of ours is there: a member left out would look like one that is
 * missing.
 */
import * as z from 'zod';
import { describeFault } from './reader.ts';

export type Unreadable = Readonly<{ id: number | null; reason: string }>;

export type TolerantList<T> = Readonly<{
  readable: readonly T[];
  unreadable: readonly Unreadable[];
}>;

export function tolerantList<T>(
  member: z.ZodType<T>,
  idsOf: (raw: unknown) => readonly number[],
): z.ZodType<TolerantList<T>> {
  return z
    .array(z.unknown())
    .nullish()
    .transform((list) => {
      const readable: T[] = [];
      const unreadable: Unreadable[] = [];
      for (const raw of list ?? []) {
        const read = member.safeParse(raw);
        if (read.success) {
          readable.push(read.data);
          continue;
        }
        const reason = `Toggl's data of it cannot be read: ${describeFault(read.error)}.`;
        const ids = idsOf(raw);
        unreadable.push(...(ids.length === 0 ? [null] : ids).map((id) => ({ id, reason })));
      }
      return { readable, unreadable };
    });
}

export function idOf(raw: unknown): readonly number[] {
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  return typeof id === 'number' && Number.isSafeInteger(id) ? [id] : [];
}
