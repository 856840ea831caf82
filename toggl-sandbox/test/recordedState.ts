/**
 * The state from which a recorded reply follows: what the reply lists existed, what it changed was
 * as it is before such a change.
 */
import type { Seed, SeedEntry } from '../seed.ts';

// biome-ignore lint/suspicious/noExplicitAny: recorded JSON has any shape
type Json = any;

export type Recorded = Readonly<{
  source: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  request_body: Json;
  status: number;
  response_headers: Readonly<Record<string, string>>;
  response_body: Json;
  note?: string;
}>;

export function seedOf(exchange: Recorded): Seed {
  if (exchange.status !== 200) return {};
  return exchange.method === 'GET' ? listedState(exchange) : stateBefore(exchange);
}

function listedState({ url, response_body: body }: Recorded): Seed {
  if (url.includes('/time_entries')) return state({ time_entries: [body].flat().filter(Boolean) });
  if (url.includes('with_related_data')) return state(body);
  if (url.includes('/tags')) return state({ tags: body });
  return url.includes('/projects') ? state({ projects: body }) : {};
}

function stateBefore({ method, url, response_body: body }: Recorded): Seed {
  if (method === 'PATCH' && url.endsWith('/stop')) {
    return state({ time_entries: [{ ...body, stop: null, duration: -1 }] });
  }
  if (method === 'PUT' && body.duronly) {
    const tags = body.tags.map((name: string, index: number) => ({
      id: body.tag_ids[index],
      name,
    }));
    return state({ tags, time_entries: [{ ...body, tags: [], tag_ids: [] }] });
  }
  return method === 'POST' && !url.includes('/tasks') ? {} : addressedState(url);
}

/** The entry, tag, project or task that the address names. */
function addressedState(url: string): Seed {
  const id = Number(url.split('/').at(-1));
  if (url.includes('/time_entries/'))
    return { entries: [{ id, startSecond: 1, stopSecond: null }] };
  if (url.includes('/tags/')) return { tags: [{ id, name: 'before' }] };
  const projectId = Number(/projects\/(\d+)/.exec(url)?.[1]);
  const workspaceId = Number(/workspaces\/(\d+)/.exec(url)?.[1]);
  const task = { id, workspaceId, projectId, name: 'Task', active: true, modifiedAtSecond: 0 };
  return {
    projects: [{ id: projectId, name: 'Project' }],
    ...(url.includes('/tasks/') ? { tasks: [task] } : {}),
  };
}

function state({ tags = [], clients = [], projects = [], time_entries: entries = [] }: Json): Seed {
  const named = new Map<string, number>(tags.map((tag: Json) => [tag.name, tag.id]));
  for (const entry of entries) {
    for (const [index, name] of entry.tags.entries()) named.set(name, entry.tag_ids[index]);
  }
  return {
    tags: [...named].map(([name, id]) => ({ id, name })),
    clients: clients.map((it: Json) => ({
      id: it.id,
      name: it.name,
      workspaceId: it.wid,
      modifiedAtSecond: 0,
    })),
    projects: projects.map((it: Json) => ({ id: it.id, name: it.name, active: it.active })),
    entries: entries.map(entryOf),
  };
}

function entryOf(entry: Json): SeedEntry {
  return {
    id: entry.id,
    projectId: entry.project_id,
    description: entry.description,
    tags: entry.tags,
    startSecond: Date.parse(entry.start) / 1000,
    stopSecond: entry.stop === null ? null : Date.parse(entry.stop) / 1000,
    durationSeconds: entry.duration,
  };
}
