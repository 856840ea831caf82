/** No slice is left open by a cause that ended: what only one trigger begins ends with it. */
import type { Happening } from '../signals.ts';
import type { Told } from './history.ts';

/** Categories that nothing else begins, by the trigger that does. */
const onlyBegunBy = {
  work: 'Deep Work',
  gym: 'At the gym',
  office: 'Office',
  meeting: 'Meeting',
} as const;

export function leftOpen(slices: readonly Told[], happenings: readonly Happening[]): string[] {
  const open = slices.filter(({ endAt }) => endAt === null);
  return Object.entries(onlyBegunBy).flatMap(([key, category]) => {
    const last = happenings.findLast(
      ({ signal }) => signal.kind === 'trigger' && signal.trigger === key,
    );
    const isOff = last?.signal.kind === 'trigger' && last.signal.state === 'off';
    const left = open.find((slice) => slice.category === category);
    if (!isOff || left === undefined) return [];
    return [`${category} runs since ${new Date(left.startAt).toISOString()}, but ${key} is off.`];
  });
}
