/** How something ended that a person asked of Toggl and waits for. */
export type Asked<Value> =
  | Readonly<{ kind: 'done'; value: Value }>
  /** Toggl understood and said no. */
  | Readonly<{ kind: 'refused'; reason: string }>
  /** Not now, and nothing was changed, unless `reason` says so. `until` is null where not known. */
  | Readonly<{ kind: 'unavailable'; reason: string; until: number | null }>
  | Readonly<{ kind: 'not-connected' }>;

export const notConnected: Asked<never> = { kind: 'not-connected' };
