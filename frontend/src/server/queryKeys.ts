/**
 * Names of what is kept in the cache. The first word is the subject: an event or a command renews
 * all of a subject by it.
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
