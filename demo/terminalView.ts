/** The snapshot as lines for a terminal of a given size. Pure. */
import { dayText, elapsedText, timeText } from './clockText.ts';
import type { Snapshot } from './snapshot.ts';

/** `signIn` opens the web app, once: it is shown here, as this screen covers what was printed. */
export type ShownAddresses = Readonly<{ page: string; signIn: string }>;

type Size = Readonly<{ columns: number; rows: number }>;

export function terminalLines(
  snapshot: Snapshot,
  { page, signIn }: ShownAddresses,
  { columns, rows }: Size,
): readonly string[] {
  const head = [
    headline(snapshot),
    `page ${page}   server ${snapshot.serverUrl}`,
    `app  ${signIn}`,
    '',
    ...snapshot.lanes.map(({ dimension, running }) => `${dimension.padEnd(10)} ${running ?? '–'}`),
    '',
    `Timery     ${timeryText(snapshot)}`,
    `Buckets    ${snapshot.buckets.map((bucket) => bucketText(bucket, snapshot)).join('   ')}`,
    `Toggl      ${togglText(snapshot)}`,
    snapshot.figures.line,
    '',
  ];
  const foot = [
    '',
    'b break or mend the connection · e empty the bucket · t timer in Timery · q quit',
  ];
  const room = Math.max(2, rows - head.length - foot.length - 1);
  const newsRoom = Math.min(6, Math.floor(room / 2));
  const body = [
    ...snapshot.news.slice(0, newsRoom).map(({ at, text }) => `${time(at, snapshot)} ${text}`),
    '',
    ...snapshot.calls.slice(0, room - newsRoom - 1).map((call) => callText(call, snapshot)),
  ];
  return [...head, ...body, ...foot].map((line) => line.slice(0, columns - 1));
}

function headline({ phase, nowAt, timeZone, speed }: Snapshot): string {
  const pace = speed === null ? 'as fast as it goes' : `${speed}×`;
  return `Compass · ${phase} · ${dayText(nowAt, timeZone)} ${timeText(nowAt, timeZone)} · ${pace}`;
}

function timeryText({ timery, nowAt }: Snapshot): string {
  if (timery === null) return 'nothing runs';
  const { description, project, tags, startAt } = timery;
  const tagged = tags.map((tag) => `#${tag}`).join(' ');
  const where = project === null ? '' : ` • ${project}`;
  return `${elapsedText(nowAt - startAt)}  ${description}${where}  ${tagged}`;
}

function bucketText(bucket: Snapshot['buckets'][number], snapshot: Snapshot): string {
  const { name, remaining, total, resetsAt } = bucket;
  const reset = resetsAt === null ? '' : `, resets ${time(resetsAt, snapshot)}`;
  return `${name} ${remaining}/${total}${reset}`;
}

function togglText({ connection, pending, held, parked }: Snapshot): string {
  const wire = connection === 'works' ? 'reachable' : 'CONNECTION BROKEN';
  return `${wire} · pending ${pending} · held ${held} · parked ${parked}`;
}

function callText(call: Snapshot['calls'][number], snapshot: Snapshot): string {
  const { at, method, path, status, reason } = call;
  const answered = String(status ?? 'lost').padEnd(4);
  return `${time(at, snapshot)} ${answered} ${method.padEnd(6)} ${reason}  ${path}`;
}

function time(at: number, { timeZone }: Snapshot): string {
  return timeText(at, timeZone);
}
