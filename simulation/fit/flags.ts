/** What was asked for on the command line. An unknown word is told, never ignored. Pure. */
import { parseArgs } from 'node:util';
import { isTimeZone } from '../../core/time/timeZone.ts';
import { type PlanName, planNames } from './plans.ts';

export type Flags = Readonly<{
  file: string;
  plan: PlanName;
  timeryPerHour: number;
  timeZone: string;
}>;

type ReadFlags =
  | Readonly<{ kind: 'ok'; flags: Flags }>
  | Readonly<{ kind: 'usage'; text: string }>
  | Readonly<{ kind: 'bad'; line: string }>;

const usage = `npm run fit -- FILE [--plan free|starter|premium] [--timery N] [--zone ZONE]
  FILE       a detailed report of Toggl as CSV, or GET /api/files/export?format=json
  --plan     whose hourly quotas count (default free)
  --timery   requests an hour that Timery makes in each bucket (default 5)
  --zone     the IANA zone of the clocks in the CSV (default the machine's)`;

const options = {
  plan: { type: 'string', default: 'free' },
  timery: { type: 'string', default: '5' },
  zone: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const mostTimery = 60;

export function readFlags(words: readonly string[], machineTimeZone: string): ReadFlags {
  const parsed = parse(words);
  if (parsed === null) return bad(`npm run fit does not know "${words.join(' ')}". Try --help.`);
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'usage', text: usage };
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) {
    return bad('npm run fit needs one file. Example: npm run fit -- report.csv --plan free');
  }
  const plan = planNames.find((name) => name === values.plan);
  if (plan === undefined) return bad(`--plan is one of ${planNames.join(', ')}.`);
  const timeryPerHour = Number(values.timery);
  if (!/^\d{1,2}$/.test(values.timery) || timeryPerHour > mostTimery) {
    return bad(`--timery needs a whole number from 0 to ${mostTimery}. Example: --timery 5`);
  }
  const timeZone = values.zone ?? machineTimeZone;
  if (!isTimeZone(timeZone)) {
    return bad(`--zone ${timeZone} is no IANA zone. Example: --zone Europe/Berlin`);
  }
  return { kind: 'ok', flags: { file, plan, timeryPerHour, timeZone } };
}

function bad(line: string): ReadFlags {
  return { kind: 'bad', line };
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true });
  } catch {
    return null;
  }
}
