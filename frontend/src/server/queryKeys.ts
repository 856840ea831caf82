/**
 * Names of what is kept in the cache, and what of it is read anew after a change. The first word
 * is the subject: all of a subject is renewed by it.
 */
export const queryKeys = {
  session: ['session'],
  account: ['account'],
  state: ['state'],
  recentSlices: ['slices', 'recent'],
  allSlices: (range: object) => ['slices', 'all', range],
  why: (sliceId: string) => ['slices', 'why', sliceId],
  slicePreview: (command: object) => ['slices', 'preview', command],
  categories: ['categories', 'list'],
  unmappedCategories: ['categories', 'unmapped'],
  favorites: ['favorites'],
  tasks: (filter: object) => ['tasks', 'list', filter],
  allTasks: (state: string) => ['tasks', 'all', state],
  postDoLogs: (taskId: string) => ['tasks', 'logs', taskId],
  metrics: (range: object) => ['reports', 'metrics', range],
  goals: ['reports', 'goals'],
  reviews: (filter: object) => ['reviews', filter],
  dayClose: (date: string) => ['days', 'close', date],
  dayClosePrice: (date: string, answers: object) => ['close-price', date, answers],
  togglStatus: ['toggl', 'status'],
  togglWarnings: ['toggl', 'warnings'],
  togglCalls: (limit: number) => ['toggl', 'calls', limit],
  togglProjects: ['toggl', 'projects'],
  togglImport: ['toggl', 'import'],
  togglImportProgress: ['import-progress'],
  tokens: ['tokens'],
  triggers: ['triggers'],
  rules: ['rules'],
} as const;

/** What a command or an event changes: a first word. */
export type Subject =
  | 'account'
  | 'categories'
  | 'days'
  | 'favorites'
  | 'reports'
  | 'reviews'
  | 'rules'
  | 'slices'
  | 'state'
  | 'tasks'
  | 'toggl'
  | 'tokens'
  | 'triggers';

/**
 * Where a change of a subject can be seen, for the commands of this app and the events of others'
 * alike. What runs is left out: the server tells it after every command. So is the price of a
 * close (closing.ts).
 */
const seenIn: Readonly<Record<Subject, readonly Subject[]>> = {
  // Where a day begins.
  account: ['account', 'slices', 'days', 'reports', 'reviews', 'tasks'],
  // Names, colours and projects.
  categories: ['categories', 'favorites', 'slices', 'days', 'reports', 'tasks', 'toggl'],
  days: ['days'],
  // An unknown name makes a category, here and below.
  favorites: ['favorites', 'categories'],
  reports: ['reports'],
  reviews: ['reviews'],
  rules: ['rules'],
  slices: ['slices', 'days', 'reports', 'categories'],
  state: ['state'],
  // Planned against done.
  tasks: ['tasks', 'reports', 'categories'],
  toggl: ['toggl'],
  tokens: ['tokens'],
  triggers: ['triggers'],
};

/** Each once, however many subjects it shows. */
export function renewedBy(changed: readonly Subject[]): readonly (readonly [Subject])[] {
  return [...new Set(changed.flatMap((subject) => seenIn[subject]))].map((word) => [word]);
}
