/** Which seeds a run of many takes, one after another: those that are named, or numbered ones. */
import type { Order } from './worker.ts';

type Wanted = Readonly<{
  days: number;
  /** Numbered ones are named after it. */
  seed: string;
  /** Exactly these; null: numbered ones until the total or the time is reached. */
  seeds: readonly string[] | null;
  totalDays: number;
  isTimeOver: () => boolean;
}>;

type Orders = Readonly<{
  /** null: there are no more. */
  next: () => Order | null;
  given: () => number;
}>;

export function createOrders({ days, seed, seeds, totalDays, isTimeOver }: Wanted): Orders {
  const most = seeds?.length ?? Math.ceil(totalDays / days);
  let given = 0;
  return {
    next: () => {
      if (given >= most || isTimeOver()) return null;
      given += 1;
      return { seed: seeds?.[given - 1] ?? `${seed}-${given}`, days };
    },
    given: () => given,
  };
}

/** As a person types them: `night-948,night-1091`. */
export function seedsIn(text: string): readonly string[] {
  const seeds = text
    .split(',')
    .map((seed) => seed.trim())
    .filter((seed) => seed !== '');
  if (seeds.length === 0) throw new Error('--seeds names no seed. Give some, as in --seeds a,b.');
  return seeds;
}
