/**
 * Workspaces and the organization they belong to. The real objects carry two secrets (`api_token`,
 * `ical_url`): they are here too, so that a client which logs them can be seen doing it.
 */
import { type Answer, jsonAnswer, refusedAnswer } from './answer.ts';
import { type Call, type Route, withObject, workspaceIdOf } from './route.ts';
import { readSecond, utcDate } from './wireTime.ts';
import type { WorkspaceRow, World } from './world.ts';

export const workspaceRoutes: readonly Route[] = [
  { method: 'GET', path: '/api/v9/workspaces/:workspaceId', handle: single },
  { method: 'PUT', path: '/api/v9/workspaces/:workspaceId', handle: rename },
];

export function shownWorkspace(world: World, row: WorkspaceRow): Record<string, unknown> {
  const { plan, account, vintage } = world.config();
  return {
    id: row.id,
    organization_id: row.organizationId ?? account.organizationId,
    name: row.name,
    premium: plan.premium,
    business_ws: plan.premium,
    admin: true,
    role: 'admin',
    suspended_at: null,
    server_deleted_at: null,
    default_hourly_rate: null,
    rate_last_updated: null,
    default_currency: 'USD',
    only_admins_may_create_projects: false,
    only_admins_may_create_tags: false,
    ...(vintage === '2026' ? {} : { only_admins_see_billable_rates: false }),
    only_admins_see_team_dashboard: false,
    projects_billable_by_default: true,
    projects_private_by_default: true,
    projects_enforce_billable: false,
    limit_public_project_data: false,
    last_modified: `${utcDate(row.modifiedAtSecond)}T00:00:00Z`,
    reports_collapse: true,
    rounding: 0,
    rounding_minutes: 0,
    api_token: 'sandbox-workspace-secret',
    at: readSecond(row.modifiedAtSecond),
    logo_url: '',
    ical_url: '/ical/workspace_user/sandbox-ical-secret',
    ical_enabled: true,
    csv_upload: null,
    subscription: null,
    ...(vintage === '2026' ? fieldsOf2026(world, row) : {}),
    hide_start_end_times: false,
    working_hours_in_minutes: null,
  };
}

function fieldsOf2026(world: World, row: WorkspaceRow): Record<string, unknown> {
  const projects = [...world.projects.values()];
  return {
    te_constraints: {},
    disable_timesheet_view: false,
    disable_approvals: false,
    disable_expenses: false,
    active_project_count: projects.filter((it) => it.workspaceId === row.id && it.active).length,
  };
}

/** That of the account first. */
export function organizationIds(world: World): readonly number[] {
  return [world.config().account.organizationId, ...otherOrganizationIds(world)];
}

export function otherOrganizationIds(world: World): readonly number[] {
  const { organizationId: home } = world.config().account;
  const ids = [...world.workspaces.values()].map(({ organizationId }) => organizationId ?? home);
  return [...new Set(ids)].filter((id) => id !== home);
}

export function shownOrganization(world: World, id: number): Record<string, unknown> {
  const { plan } = world.config();
  return {
    id,
    name: 'Organization',
    pricing_plan_name: plan.premium ? 'Premium' : 'Free',
    is_multi_workspace_enabled: false,
    max_workspaces: 20,
    admin: true,
    owner: true,
    trial_info: { trial: false, trial_available: false, trial_end_date: null },
  };
}

function single(call: Call): Answer {
  const row = call.world.workspaces.get(workspaceIdOf(call));
  if (row === undefined) return refusedAnswer(404, 'Resource can not be found');
  return jsonAnswer(shownWorkspace(call.world, row));
}

function rename(call: Call): Answer {
  return withObject(call, (body) => {
    const row = call.world.workspaces.get(workspaceIdOf(call));
    if (row !== undefined && typeof body.name === 'string') row.name = body.name;
    return single(call);
  });
}
