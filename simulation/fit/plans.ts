/**
 * Requests an hour that Toggl's plans allow in each bucket, as documented (docs/toggl-notes.md).
 * The user's bucket of one paid account was seen to hold more; these days are to fit without.
 */
export const plans = {
  free: { organization: 30, user: 30, premium: false },
  starter: { organization: 240, user: 30, premium: true },
  premium: { organization: 600, user: 30, premium: true },
} as const;

export type PlanName = keyof typeof plans;

export const planNames = Object.keys(plans) as readonly PlanName[];
