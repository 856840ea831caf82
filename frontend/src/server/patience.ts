/**
 * How long an answer is waited for. A command is done in a moment: what is not answered soon
 * counts as not heard, and the line to the server as gone. What waits for Toggl, or works through
 * years of slices, is given the time that it takes.
 */
type Asked = Readonly<{ method: string; path: string }>;

const commandMs = 10_000;
const readMs = 30_000;
const longMs = 300_000;

/** Commands alone: whatever is read comes out of the database. */
const longCommands: readonly Readonly<{ path: RegExp; reason: string }>[] = [
  { path: /^\/api\/toggl\/(connect|projects|import)/, reason: 'waits for Toggl' },
  { path: /^\/api\/categories\/[^/]+\/project$/, reason: 'waits for Toggl' },
  { path: /^\/api\/toggl\/warnings\/all$/, reason: 'answers hundreds' },
  { path: /^\/api\/categories\/[^/]+\/merge$/, reason: 'moves the slices of years' },
  { path: /^\/api\/engine\/undo$/, reason: 'may take back an import of years' },
];

export function patienceMs({ method, path }: Asked): number {
  if (method === 'GET') return readMs;
  return longCommands.some((one) => one.path.test(path)) ? longMs : commandMs;
}
