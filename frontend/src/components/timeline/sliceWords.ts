/** What is said of a slice and of a change: the same for eyes, screen readers and pointers. */
import { isImported } from '../../../../core/engine/slice.ts';
import type { Preview } from '../../server/sliceCommands.ts';
import type { Slice } from '../../server/slices.ts';
import { shortDuration } from '../../words/duration.ts';
import { msOf, type Words } from '../../words/words.ts';

type Said = Pick<Slice, 'category' | 'start' | 'end' | 'source' | 'isLocked' | 'note'>;

/** `Coding, 09:00 – 10:30, 1 h 30 min, locked`: begins with what its block shows, in that order. */
export function sliceLabel(slice: Said, words: Pick<Words, 'range'>): string {
  return `${slice.category}, ${sliceFacts(slice, words)}`;
}

/** The same without its name. */
export function sliceFacts(slice: Said, words: Pick<Words, 'range'>): string {
  const { start, end, note } = slice;
  return [
    words.range(start, end),
    ...(note === null || note === '' ? [] : [note]),
    end === null ? 'running' : shortDuration((msOf(end) - msOf(start)) / 1000),
    ...(slice.isLocked ? ['locked'] : []),
    ...(isImported(slice) ? ['imported from Toggl'] : []),
  ].join(', ');
}

type Change = Preview['changes'][number];

/** `Coding 09:00 – 10:30 becomes 09:00 – 10:00` */
export function changeSentence({ before, after }: Change, words: Pick<Words, 'range'>): string {
  const told = (slice: NonNullable<Change['after']>) =>
    `${slice.category} ${words.range(slice.start, slice.end)}`;
  if (before === null) return after === null ? '' : `${told(after)} is added`;
  if (after === null) return `${told(before)} is removed`;
  const isRenamed = before.category !== after.category;
  const become = isRenamed ? told(after) : words.range(after.start, after.end);
  return `${told(before)} becomes ${become}`;
}
