/**
 * Whether anything is still to be sent or read for a slice: what status counts as pending, and
 * what a look may put aside.
 */
import { soughtCreate } from './attempt.ts';
import { difference, type TagTraits } from './difference.ts';
import { sameFields } from './entry.ts';
import { isLateLookDue } from './link.ts';
import type { Item } from './world.ts';

/** Whether Toggl is not yet as this item wants it; fields a human holds do not count. */
export function isPending(item: Item, traits: TagTraits): boolean {
  const { link, desired } = item;
  if (link.look !== null || link.twinCheck !== null || link.retiredEntryIds.length > 0) return true;
  if (link.missing !== null && link.missing.lookAt !== null && desired !== null) return true;
  if (isLateLookDue(link) && desired !== null) return true;
  if (soughtCreate(link, desired) !== null) return true;
  switch (link.state.kind) {
    case 'wanted':
    case 'linked':
      return isEntryPending(item, traits);
    case 'pending':
    case 'unknown':
      return true;
    case 'parked':
      return !sameFields(link.state.desired, desired) && isEntryPending(item, traits);
    case 'gone':
      return false;
  }
}

function isEntryPending({ link, desired }: Item, traits: TagTraits): boolean {
  if (desired === null) return link.entryId !== null;
  return link.entryId === null || difference(desired, link, traits) !== null;
}
