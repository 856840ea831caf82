/** What each action on a warning would do, in words for a person. */
import { isRunningVersion, keepingOf, type Matter, type WarningAction } from './warningActions.ts';

/** What the actions that a person chooses between would do, each as the end of a sentence. */
export type Offers = Readonly<Partial<Record<WarningAction, string>>>;

/** `clock` shows an instant as the person's clock would. Empty where a warning only informs. */
export function offersOf(matter: Matter, clock: (at: number) => string): Offers {
  const { kind, ours } = matter;
  const keeping = keepingOf(matter);
  if (kind === 'started-in-timery') {
    return {
      adopt: 'track it here too, from its start',
      keep: 'leave it, it becomes history',
    };
  }
  if (kind === 'import-deleted') {
    return { keep: 'delete the slice here too', dismiss: 'leave it as it is' };
  }
  if (kind === 'import-edited') {
    return { keep: "take Timery's version over", dismiss: 'leave ours as it is' };
  }
  if (kind === 'deleted-in-timery') {
    return { keep: 'delete the slice here too', restore: 'make the entry in Toggl again' };
  }
  if (kind === 'project-changed') {
    return { keep: "leave Timery's project", restore: "put the category's project back" };
  }
  if (keeping.kind !== 'edit') return {};
  const { startAt, endAt } = keeping;
  const isStop = startAt === undefined && endAt !== null && endAt !== undefined;
  if (isStop && isRunningVersion(ours)) {
    return { keep: `stop at ${clock(endAt)} as in Timery`, restore: 'let it run in Toggl again' };
  }
  const times = [
    ...(startAt === undefined ? [] : [`start at ${clock(startAt)}`]),
    ...(endAt === undefined ? [] : [endAt === null ? 'run on' : `end at ${clock(endAt)}`]),
  ];
  return { keep: `${times.join(' and ')} here too, as in Timery`, restore: 'put our times back' };
}

/** `keep: delete the slice here too. dismiss: leave it as it is.` */
export function sayOffers(offers: Offers): string {
  return Object.entries(offers)
    .map(([action, does]) => `${action}: ${does}.`)
    .join(' ');
}
