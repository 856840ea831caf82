/**
 * Our project of an entry in a workspace that is no longer the connected one. The projects that are
 * known are those of the connected one, so there what was wanted last stays wanted: what we last
 * wrote. Two times `applied` does not tell it, and the link keeps it until it is written:
 *
 *   the entry is to be made again            applied is null
 *   ours is to take a human's place again    applied is the human's
 */
import type { Link } from './link.ts';

export function ownProjectOf({ ownProject, applied }: Pick<Link, 'ownProject' | 'applied'>) {
  return ownProject === null ? (applied?.projectId ?? null) : ownProject.id;
}
