/**
 * What a person answers to a doubt or a gap. It says all it means: which slice as it was listed,
 * which instants. So evidence that arrives after the list was read changes no answer.
 */
import type { Filling } from '../engine/fill.ts';
import type { Range } from '../time/range.ts';

type OfDoubt = Readonly<{
  sliceId: string;
  /** When the slice was last changed, as it was listed. */
  asOfAt: number;
}>;

export type DoubtAnswer =
  | (Readonly<{ do: 'keep' }> & OfDoubt)
  | (Readonly<{ do: 'end'; endAt: number }> & OfDoubt)
  /** Takes a stretch out of it, up to its end where none is named. */
  | (Readonly<{
      do: 'carve';
      startAt: number;
      endAt: number | null;
      /** What it becomes; null leaves it free. */
      categoryId: string | null;
    }> &
      OfDoubt);

export type GapAnswer =
  | (Readonly<{ do: 'leave' }> & Range)
  | (Readonly<{ do: 'fill'; filling: Filling }> & Range);

export type CloseAnswer = DoubtAnswer | GapAnswer;

/** As it is sent, with the name of a category: which one that is only the store knows. */
export type NamedAnswer =
  | Exclude<CloseAnswer, { do: 'carve' | 'fill' }>
  | (Omit<Extract<DoubtAnswer, { do: 'carve' }>, 'categoryId'> &
      Readonly<{ category: string | null }>)
  | (Omit<Extract<GapAnswer, { do: 'fill' }>, 'filling'> &
      Readonly<{ with: Filling['kind']; category: string | null }>);
