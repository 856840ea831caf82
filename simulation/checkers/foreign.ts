/** An entry that is not ours is never edited or deleted; a running one may be stopped. */
import type { WireEvent } from '../wire.ts';
import type { Find } from './finding.ts';

/** `isOurs`: whether the program made that entry, as the wire showed it. */
export function createForeignChecker(isOurs: (entryId: number) => boolean, find: Find) {
  return (event: WireEvent): void => {
    if (event.kind !== 'sent' || event.call.method === 'GET') return;
    const { method, path } = event.call;
    const named = /\/time_entries\/([\d,]+)(\/stop)?$/.exec(path);
    if (named === null || (method === 'PATCH' && named[2] !== undefined)) return;
    for (const id of (named[1] ?? '').split(',').map(Number)) {
      if (!isOurs(id)) find('foreign', `${method} ${path} touches an entry that is not ours.`);
    }
  };
}
