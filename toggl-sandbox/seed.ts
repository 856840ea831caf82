/**
 * A past for the sandbox: rows put in place without requests, quota or clock. Only what is named is
 * needed; the rest takes the value a quiet account would have.
 */
import { tagIdsNamed } from './tagNames.ts';
import type { ClientRow, EntryRow, ProjectRow, TagRow, TaskRow, World } from './world.ts';

export type Seed = Readonly<{
  workspaces?: readonly Readonly<{ id: number; name: string; organizationId?: number }>[];
  clients?: readonly ClientRow[];
  projects?: readonly (Readonly<{ name: string }> & Partial<ProjectRow>)[];
  tags?: readonly (Readonly<{ name: string }> & Partial<TagRow>)[];
  tasks?: readonly TaskRow[];
  entries?: readonly SeedEntry[];
}>;

export type SeedEntry = Readonly<{ startSecond: number; stopSecond: number | null }> &
  Partial<Omit<EntryRow, 'tagIds' | 'startSecond' | 'stopSecond'>> &
  Readonly<{ tags?: readonly string[] }>;

export type SeededIds = Readonly<{
  projects: readonly number[];
  tags: readonly number[];
  entries: readonly number[];
}>;

/** Ids in the order given. */
export function sow(world: World, seed: Seed): SeededIds {
  for (const { id, name, organizationId = null } of seed.workspaces ?? []) {
    const modifiedAtSecond = world.clockSecond();
    world.workspaces.set(id, { id, name, organizationId, modifiedAtSecond });
  }
  for (const client of seed.clients ?? []) world.clients.set(client.id, { ...client });
  for (const task of seed.tasks ?? []) world.tasks.set(task.id, { ...task });
  return {
    projects: (seed.projects ?? []).map((project) => sowProject(world, project)),
    tags: (seed.tags ?? []).map((tag) => sowTag(world, tag)),
    entries: (seed.entries ?? []).map((entry) => sowEntry(world, entry)),
  };
}

function sowProject(world: World, project: NonNullable<Seed['projects']>[number]): number {
  const row: ProjectRow = {
    id: project.id ?? world.nextId('project'),
    workspaceId: world.config().account.workspaceId,
    clientId: null,
    active: true,
    isPrivate: true,
    billable: false,
    color: '#0b83d9',
    createdAtSecond: world.clockSecond(),
    modifiedAtSecond: world.clockSecond(),
    ...project,
  };
  world.projects.set(row.id, row);
  return row.id;
}

function sowTag(world: World, tag: NonNullable<Seed['tags']>[number]): number {
  const row: TagRow = {
    id: tag.id ?? world.nextId('tag'),
    workspaceId: world.config().account.workspaceId,
    modifiedAtMicroseconds: world.stampMicroseconds(),
    ...tag,
  };
  world.tags.set(row.id, row);
  return row.id;
}

function sowEntry(world: World, { tags, ...entry }: SeedEntry): number {
  const { workspaceId } = world.config().account;
  const { startSecond, stopSecond } = entry;
  const row: EntryRow = {
    id: entry.id ?? world.nextId('entry'),
    workspaceId,
    projectId: null,
    taskId: null,
    billable: false,
    description: null,
    tagIds: tagIdsNamed(world, entry.workspaceId ?? workspaceId, tags ?? []),
    durationSeconds: stopSecond === null ? -1 : stopSecond - startSecond,
    modifiedAtMicroseconds: (stopSecond ?? startSecond) * 1_000_000,
    deletedAt: null,
    createdWith: 'Timery',
    isHidden: false,
    ...entry,
  };
  world.entries.set(row.id, row);
  return row.id;
}
