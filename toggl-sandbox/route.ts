/**
 * A call as a resource sees it, and the table that finds the resource. A path pattern names its
 * parts with a colon; the first pattern that fits wins, so `current` stands before `:entryId`.
 */
import { type Answer, invalidJsonAnswer, refusedAnswer } from './answer.ts';
import type { World } from './world.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export type Call = Readonly<{
  world: World;
  parameters: Readonly<Record<string, string>>;
  query: URLSearchParams;
  body: string | null;
}>;

export type Route = Readonly<{
  method: Method;
  path: string;
  handle: (call: Call) => Answer;
}>;

export type RouteMatch = Readonly<{ route: Route; parameters: Record<string, string> }>;

type RouteFinder = (method: Method, path: string) => RouteMatch | null;

export function routeFinder(routes: readonly Route[]): RouteFinder {
  const compiled = routes.map((route) => ({ route, pattern: compiledPath(route.path) }));
  return (method, path) => {
    for (const { route, pattern } of compiled) {
      if (route.method !== method) continue;
      const match = pattern.exec(path);
      if (match !== null) return { route, parameters: { ...match.groups } };
    }
    return null;
  };
}

function compiledPath(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}/?$`);
}

/** null when the text is not a whole number. */
export function parsedId(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** Where a call with a workspace in its path works; the pipeline has let it in already. */
export function workspaceIdOf(call: Call): number {
  return Number(call.parameters.workspaceId);
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Runs `use` on the body if it is a JSON object, else says 400 in Toggl's words. */
export function withObject(call: Call, use: (body: JsonObject) => Answer): Answer {
  const value = parsedJson(call.body);
  return isObject(value) ? use(value) : invalidJsonAnswer;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export type PatchOperation = Readonly<{ op: string; path: string; value: unknown }>;

type BulkCall = Readonly<{ ids: readonly number[]; operations: readonly PatchOperation[] }>;

const bulkMaximum = 100;

/** Ids from the path and JSON-patch operations from the body of a bulk edit. */
export function withBulk(call: Call, use: (bulk: BulkCall) => Answer): Answer {
  const operations = parsedJson(call.body);
  if (!Array.isArray(operations) || !operations.every(isObject)) return invalidJsonAnswer;
  const ids = (call.parameters.ids ?? '').split(',').map(parsedId);
  if (ids.some((id) => id === null)) return refusedAnswer(400, 'PATCH expects at least one ID');
  if (ids.length > bulkMaximum) {
    return refusedAnswer(400, `PATCH request is limited to ${bulkMaximum} entries at once`);
  }
  const wrong = operations.find(({ op }) => !['add', 'remove', 'replace'].includes(String(op)));
  if (wrong !== undefined) return refusedAnswer(400, `Invalid op: ${wrong.op}`);
  return use({ ids: ids as number[], operations: operations as unknown as PatchOperation[] });
}

function parsedJson(body: string | null): unknown {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
}
