/**
 * Tags by name. A name an entry is given becomes a tag if there is none; an existing one is reused
 * with its id. Whether names differ by case is unsettled, hence the switch.
 */
import type { TagRow, World } from './world.ts';

export function tagNamed(world: World, workspaceId: number, name: string): TagRow | null {
  const folded = foldedName(world, name);
  for (const tag of world.tags.values()) {
    if (tag.workspaceId === workspaceId && foldedName(world, tag.name) === folded) return tag;
  }
  return null;
}

export function addTag(world: World, workspaceId: number, name: string): TagRow {
  const tag = {
    id: world.nextId('tag'),
    workspaceId,
    name,
    modifiedAtMicroseconds: world.stampMicroseconds(),
  };
  world.tags.set(tag.id, tag);
  return tag;
}

/** Ids in the order of the names, each once. */
export function tagIdsNamed(world: World, workspaceId: number, names: readonly string[]): number[] {
  const tags = names.map(
    (name) => tagNamed(world, workspaceId, name) ?? addTag(world, workspaceId, name),
  );
  return [...new Set(tags.map((tag) => tag.id))];
}

/** Names of the tags that still exist. */
export function namesOfTags(world: World, tagIds: readonly number[]): string[] {
  return tagIds.flatMap((id) => world.tags.get(id)?.name ?? []);
}

function foldedName(world: World, name: string): string {
  return world.config().switches.tagNameCase === 'sensitive' ? name : name.toLowerCase();
}
