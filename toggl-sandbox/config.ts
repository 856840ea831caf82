/**
 * What a sandbox can be told about the Toggl it plays: its vintage, its plan, and one switch for
 * every fact that no source settles. The first value named in a switch's comment is the default.
 * Facts, recorded and unsettled: docs/toggl-notes.md. Nothing here acts.
 */

/**
 * April 2024 shows `permissions` and whole-second `at`; December 2024 microseconds; 2026 adds the
 * hourly quota with its headers. Before 2026 nothing is counted.
 */
type Vintage = '2024-04' | '2024-12' | '2026';

type Cost = 'free' | 'unit';

export type Switches = Readonly<{
  /** An entry created on an archived project: accept, or 400. */
  archivedProjectOnCreate: 'accept' | 'refuse';
  /** PUT `tags: []` without action: clears, or is ignored. */
  emptyTagList: 'clears' | 'ignored';
  /** `tag_action: delete`: removes the names, or replaces the list by them. */
  tagActionDelete: 'removes' | 'replaces';
  /** PATCH with `path: /tags`: works, or every id lands in `failure`. */
  tagPatch: 'works' | 'fails';
  /** Tag names that differ only by case: two tags, or one. */
  tagNameCase: 'sensitive' | 'insensitive';
  /** Entries that start on (or at) `end_date`: left out, or listed. */
  endDate: 'exclusive' | 'inclusive';
  /** `since` older than the 90-day floor of lists: 400, or answered. */
  oldSince: 'refuse' | 'accept';
  /** `since` lists end after 1000 entries, or never. */
  sinceCap: 'thousand' | 'none';
  /** GET of a deleted entry by id: 404, or its tombstone. */
  deletedEntryById: 'not-found' | 'tombstone';
  /** POST of a finished entry while one runs: leaves it, or stops it. */
  finishedCreate: 'leaves-running' | 'stops-running';
  /** PUT `{start, duration: -1, stop: null}` on a stopped entry. */
  reopenByPut: 'reopens' | 'refused' | 'ignored';
  /** A reopening while another entry runs stops that one, or leaves two running. */
  reopenWhileAnotherRuns: 'stops-it' | 'keeps-both';
  /** A running entry that starts after Toggl's now: accept, or 400. */
  futureRunningStart: 'accept' | 'refuse';
  /**
   * Entries made from now on: shown by reads, or accepted and shown by none, as in an account that
   * was moved to Toggl 2.0.
   */
  newEntries: 'shown' | 'hidden';
  /** start + duration ≠ stop: 400, or stored as given. */
  inconsistentTimes: 'refuse' | 'store';
  /** A second project of the same name and client: 400, or made. */
  duplicateProjectName: 'refuse' | 'accept';
  /** Status of `User cannot access the selected project`. */
  inaccessibleProjectStatus: 400 | 403;
  /** Body of a 403 for wrong credentials. */
  wrongCredentialsBody: 'empty' | 'text';
  /** Body of a quota 402: a JSON string, or plain text. */
  quotaExhaustedBody: 'json' | 'text';
  /** Retry-After on 429. */
  retryAfter: 'absent' | 'present';
  unauthorisedCost: Cost;
  forbiddenCost: Cost;
  quotaExhaustedCost: Cost;
  rateLimitedCost: Cost;
  /** GET /me/quota: spends a unit of the user bucket, or is free. */
  quotaReadCost: Cost;
}>;

const defaultSwitches: Switches = {
  archivedProjectOnCreate: 'accept',
  emptyTagList: 'clears',
  tagActionDelete: 'removes',
  tagPatch: 'works',
  tagNameCase: 'sensitive',
  endDate: 'exclusive',
  oldSince: 'refuse',
  sinceCap: 'thousand',
  deletedEntryById: 'not-found',
  finishedCreate: 'leaves-running',
  reopenByPut: 'reopens',
  reopenWhileAnotherRuns: 'stops-it',
  futureRunningStart: 'accept',
  newEntries: 'shown',
  inconsistentTimes: 'refuse',
  duplicateProjectName: 'refuse',
  inaccessibleProjectStatus: 400,
  wrongCredentialsBody: 'empty',
  quotaExhaustedBody: 'json',
  retryAfter: 'absent',
  unauthorisedCost: 'free',
  forbiddenCost: 'free',
  quotaExhaustedCost: 'free',
  rateLimitedCost: 'free',
  quotaReadCost: 'unit',
};

/** Requests an hour in each bucket; `premium` opens what a free plan answers with 402. */
type Plan = Readonly<{ organization: number; user: number; premium: boolean }>;

type Account = Readonly<{
  userId: number;
  /** The default workspace, of the organization below like all that name no other. */
  workspaceId: number;
  organizationId: number;
  fullName: string;
  email: string;
  /** IANA name; only Reports write times in it. */
  timeZone: string;
}>;

/** A leaky bucket: `burst` requests at once, then `perSecond`. */
export type RateLimit = Readonly<{ burst: number; perSecond: number }>;

export type Config = Readonly<{
  vintage: Vintage;
  plan: Plan;
  account: Account;
  token: string;
  switches: Switches;
  /** Toggl's clock minus ours, milliseconds. */
  clockOffsetMs: number;
  rateLimit: RateLimit | null;
  reportsPageSizeMaximum: number;
  /** Reads show the entries as they were so long ago. */
  readLagMs: number;
}>;

export type ConfigChange = Readonly<{
  vintage?: Vintage;
  plan?: Partial<Plan>;
  account?: Partial<Account>;
  token?: string;
  switches?: Partial<Switches>;
  clockOffsetMs?: number;
  rateLimit?: RateLimit | null;
  reportsPageSizeMaximum?: number;
  readLagMs?: number;
}>;

export const defaultConfig: Config = {
  vintage: '2026',
  plan: { organization: 30, user: 30, premium: false },
  account: {
    userId: 9_000_001,
    workspaceId: 7_000_001,
    organizationId: 6_000_001,
    fullName: 'Sandbox Person',
    email: 'person@example.com',
    timeZone: 'Europe/Berlin',
  },
  token: 'sandbox-token',
  switches: defaultSwitches,
  clockOffsetMs: 0,
  rateLimit: null,
  reportsPageSizeMaximum: 1000,
  readLagMs: 0,
};

export function changedConfig(config: Config, change: ConfigChange): Config {
  return {
    ...config,
    ...change,
    plan: { ...config.plan, ...change.plan },
    account: { ...config.account, ...change.account },
    switches: { ...config.switches, ...change.switches },
  };
}
