/**
 * What belongs to the user rather than to a workspace: /me, its lists, and the quota. All of it
 * costs the user bucket. `at` of /me is the server's now (docs/toggl-notes.md).
 */
import { type Answer, jsonAnswer, refusedAnswer } from './answer.ts';
import { newestFirst } from './entryReads.ts';
import { shownEntry } from './entryShape.ts';
import { shownProject } from './projectShape.ts';
import { type BucketKey, type Quota, resetsInSeconds } from './quota.ts';
import type { Call, Route } from './route.ts';
import { shownTag, tagsByName } from './tags.ts';
import { shownTask } from './tasks.ts';
import { microsecondInstant, readSecond, secondsPerDay } from './wireTime.ts';
import {
  organizationIds,
  otherOrganizationIds,
  shownOrganization,
  shownWorkspace,
} from './workspaces.ts';
import type { ClientRow, World } from './world.ts';

export const meRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v9/me', handle: me },
  { method: 'GET', path: '/api/v9/me/projects', handle: projects },
  { method: 'GET', path: '/api/v9/me/tags', handle: tags },
  { method: 'GET', path: '/api/v9/me/workspaces', handle: workspaces },
  {
    method: 'GET',
    path: '/api/v9/me/organizations',
    handle: ({ world }) =>
      jsonAnswer(organizationIds(world).map((id) => shownOrganization(world, id))),
  },
];

const relatedDays = 10;

function me(call: Call): Answer {
  const related = call.query.get('with_related_data') === 'true' ? relatedData(call.world) : {};
  return jsonAnswer({ ...profile(call.world), ...related });
}

function profile(world: World): Record<string, unknown> {
  const { account, token, vintage } = world.config();
  const microseconds = Math.floor(world.clockMs()) * 1000;
  return {
    id: account.userId,
    api_token: token,
    email: account.email,
    fullname: account.fullName,
    timezone: account.timeZone,
    ...(vintage === '2026' ? { '2fa_enabled': false } : {}),
    toggl_accounts_id: 'sandbox-account',
    default_workspace_id: account.workspaceId,
    beginning_of_week: 1,
    image_url: '',
    created_at: '2024-01-01T00:00:00Z',
    updated_at: '2024-01-01T00:00:00Z',
    openid_email: null,
    openid_enabled: false,
    country_id: null,
    has_password: true,
    at: microsecondInstant(microseconds),
    ...(vintage === '2026' ? {} : { intercom_hash: '', oauth_providers: ['google'] }),
    authorization_updated_at: '2024-01-01T00:00:00Z',
  };
}

/** Arrays without members are left out. Entries reach back to midnight UTC ten days ago. */
function relatedData(world: World): Record<string, unknown[]> {
  const today = Math.floor(world.clockSecond() / secondsPerDay);
  const fromSecond = (today - relatedDays) * secondsPerDay;
  const entries = [...world.entries.values()].filter(
    (row) => row.deletedAt === null && row.startSecond >= fromSecond,
  );
  const arrays = {
    tags: tagsByName(world).map((row) => shownTag(world, row)),
    clients: [...world.clients.values()].map((row) => shownClient(world, row)),
    time_entries: newestFirst(entries).map((row) => shownEntry(world, row, 'listed')),
    projects: [...world.projects.values()].map((row) => shownProject(world, row, 'mine')),
    tasks: [...world.tasks.values()].map((row) => shownTask(world, row)),
    workspaces: [...world.workspaces.values()].map((row) => shownWorkspace(world, row)),
  };
  return Object.fromEntries(Object.entries(arrays).filter(([, members]) => members.length > 0));
}

function shownClient(world: World, row: ClientRow): Record<string, unknown> {
  return {
    id: row.id,
    wid: row.workspaceId,
    archived: false,
    name: row.name,
    at: readSecond(row.modifiedAtSecond),
    creator_id: world.config().account.userId,
  };
}

function projects(call: Call): Answer {
  const archived = call.query.get('include_archived') ?? 'false';
  if (archived !== 'true' && archived !== 'false') {
    return refusedAnswer(404, 'Invalid include_archived');
  }
  const rows = [...call.world.projects.values()]
    .filter((row) => row.active || archived === 'true')
    .filter((row) => row.modifiedAtSecond >= sinceSecond(call));
  return jsonAnswer(rows.map((row) => shownProject(call.world, row, 'mine')));
}

function tags(call: Call): Answer {
  const rows = tagsByName(call.world).filter(
    (row) => row.modifiedAtMicroseconds >= sinceSecond(call) * 1_000_000,
  );
  return jsonAnswer(rows.map((row) => shownTag(call.world, row)));
}

function workspaces(call: Call): Answer {
  const rows = [...call.world.workspaces.values()].filter(
    (row) => row.modifiedAtSecond >= sinceSecond(call),
  );
  return jsonAnswer(rows.map((row) => shownWorkspace(call.world, row)));
}

function sinceSecond(call: Call): number {
  return Number(call.query.get('since') ?? 0);
}

/** The bucket without organization is the user's own. */
export function quotaAnswer(world: World, quota: Quota, nowAt: number): Answer {
  const shown = (bucket: BucketKey, organizationId: number | null) => {
    const reading = quota.reading(bucket);
    return {
      organization_id: organizationId,
      remaining: reading.remaining,
      resets_in_secs: resetsInSeconds(reading, nowAt),
      total: reading.total,
    };
  };
  const { organizationId } = world.config().account;
  const others = otherOrganizationIds(world).map((id) => shown(`organization:${id}`, id));
  return jsonAnswer([shown('user', null), shown('organization', organizationId), ...others]);
}
