/** What a merge moves, and what it costs to bring Toggl's past entries after it. */
import { counted } from '../../words/counted.ts';

type MergePrice = Readonly<{ slices: number; entries: number; calls: number }>;

export function mergePriceText({ slices, entries, calls }: MergePrice): string {
  const moved = `${counted(slices, 'slice')} ${slices === 1 ? 'moves' : 'move'}.`;
  const price = counted(calls, 'request');
  switch (entries) {
    case 0:
      return `${moved} No past entry in Toggl differs then.`;
    case 1:
      return `${moved} 1 past entry in Toggl differs then; bringing it there too costs ${price}.`;
    default:
      return (
        `${moved} ${entries} past entries in Toggl differ then; ` +
        `bringing them there too costs ${price}.`
      );
  }
}
