/**
 * The settings, read once from the environment: each is either right or told in one line with
 * its name, what is wrong and an example. An empty value counts as not set, as in `.env` files.
 */
import { isIP } from 'node:net';
import { readName, tidyName } from '../../core/engine/category.ts';
import { type HealthSending, healthSendings } from '../../core/projection/desired.ts';
import { type EditPolicy, editPolicies } from '../../core/projection/editPolicy.ts';
import { type ProjectMaking, projectMakings } from '../../core/projection/project.ts';
import { defaultMeaningNames, type MeaningNames } from '../../core/reviews/meaning.ts';
import type { DayRules } from '../../core/time/day.ts';
import { isTimeZone } from '../../core/time/timeZone.ts';

export type Config = Readonly<{
  port: number;
  host: string;
  databaseUrl: string;
  /** Null: the stored one stays, or one is made at the first start. */
  apiSecret: string | null;
  /** Null: a file beside the database holds it. */
  sealKey: string | null;
  publicUrl: string | null;
  /** As Fastify takes it: all, so many hops, or the addresses of the proxies. */
  trustProxy: boolean | number | string;
  /** Where no other days were chosen at run time. */
  days: DayRules;
  toggl: TogglConfig;
  discord: DiscordConfig;
  workModeDebounceMs: number;
  meanings: MeaningNames;
  health: HealthConfig;
  /** Of a file that is imported. */
  largestFileBytes: number;
  /** Null: triggers are kept through the API alone. */
  triggersFile: string | null;
  logLevel: LogLevel;
}>;

type HealthConfig = Readonly<{
  /** Apps and devices, the best first. */
  sourcePriority: readonly string[];
  workoutCategory: string;
}>;

type TogglConfig = Readonly<{
  /** Null: the engine runs alone. */
  apiToken: string | null;
  apiUrl: string;
  /** Null: the user's default workspace. */
  workspaceId: number | null;
  reserve: number;
  timeryEdits: EditPolicy;
  projectMaking: ProjectMaking;
  /** Minutes after midnight in the account's zone, for the nightly import. */
  importAtMinutes: number | 'off';
  /** Whether an edit in Toggl changes what was imported. */
  importOverrides: 'on' | 'off';
  /** Whether what a sensor measured goes to Toggl. */
  health: HealthSending;
  /** Null: made from the token. */
  webhookSecret: string | null;
}>;

type DiscordConfig = Readonly<{
  /** Null: on where there is a token. */
  isEnabled: boolean | null;
  /** As it stands: a wrong one is told, and the server runs on. */
  token: string | null;
  userId: string | null;
  guildIds: readonly string[];
  /** Names or ids of apps that are no games. */
  denylist: readonly string[];
  apiUrl: string;
}>;

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

type Environment = Readonly<Record<string, string | undefined>>;

type ReadConfig =
  | Readonly<{ kind: 'ok'; config: Config }>
  | Readonly<{ kind: 'bad'; line: string }>;

export function readConfig(environment: Environment, machineTimeZone: string): ReadConfig {
  const problems: string[] = [];
  const read: Read = (name, setting) => {
    const text = environment[name]?.trim() ?? '';
    if (text === '') return setting.otherwise;
    const value = setting.read(text);
    if (value !== null) return value;
    const shown = setting.isSecret === true ? '' : ` ${JSON.stringify(text)}`;
    problems.push(`${name}${shown} is not ${setting.wanted}. Example: ${name}=${setting.example}`);
    return setting.otherwise;
  };
  const config: Config = {
    port: read('PORT', { ...wholeNumber(0, 65_535), otherwise: 3001, example: '3001' }),
    host: read('HOST', host),
    databaseUrl: read('DATABASE_URL', databaseUrl),
    apiSecret: read('API_SECRET', secret('a-long-random-text')),
    sealKey: read('COMPASS_SEAL_KEY', sealKey),
    publicUrl: read('PUBLIC_URL', { ...webUrl, otherwise: null, example: 'https://me.example' }),
    trustProxy: read('TRUST_PROXY', trustProxy),
    days: {
      timeZone: read('COMPASS_TIMEZONE', { ...timeZone, otherwise: machineTimeZone }),
      dayStartMinutes: read('COMPASS_DAY_START', timeOfDay),
    },
    toggl: {
      apiToken: read('TOGGL_API_TOKEN', secret('your-token-from-the-toggl-profile')),
      apiUrl: read('TOGGL_API_URL', togglUrl),
      workspaceId: read('TOGGL_WORKSPACE_ID', { ...id, otherwise: null }),
      reserve: read('TOGGL_RESERVE', { ...wholeNumber(0, 1000), otherwise: 5, example: '5' }),
      timeryEdits: read('TOGGL_TIMERY_EDITS', { ...oneOf(editPolicies), otherwise: 'ask' }),
      projectMaking: read('TOGGL_CREATE_PROJECTS', { ...oneOf(projectMakings), otherwise: 'off' }),
      importAtMinutes: read('TOGGL_IMPORT_AT', timeOrOff),
      health: read('TOGGL_SEND_HEALTH', { ...oneOf(healthSendings), otherwise: 'off' }),
      webhookSecret: read('TOGGL_WEBHOOK_SECRET', secret('a-long-random-text')),
      importOverrides: read('TOGGL_IMPORT_OVERRIDES', {
        ...oneOf(['on', 'off'] as const),
        otherwise: 'on',
      }),
    },
    discord: {
      isEnabled: read('DISCORD_BOT_ENABLED', onOrOff),
      token: read('DISCORD_TOKEN', anyText),
      userId: read('DISCORD_USER_ID', { ...snowflake, otherwise: null }),
      guildIds: read('DISCORD_GUILD_IDS', snowflakes),
      denylist: read('DISCORD_DENYLIST_APPS', appNames),
      apiUrl: read('DISCORD_API_URL', discordUrl),
    },
    workModeDebounceMs:
      1000 *
      read('WORK_MODE_DEBOUNCE_SECONDS', { ...wholeNumber(0, 3600), otherwise: 10, example: '10' }),
    meanings: meaningsFrom(read),
    health: healthFrom(read),
    largestFileBytes:
      1_000_000 *
      read('IMPORT_FILE_MEGABYTES', { ...wholeNumber(1, 10_000), otherwise: 200, example: '200' }),
    triggersFile: read('TRIGGERS_FILE', filePath),
    logLevel: read('LOG_LEVEL', { ...oneOf(logLevels), otherwise: 'info' }),
  };
  const [line] = problems;
  return line === undefined ? { kind: 'ok', config } : { kind: 'bad', line };
}

type Read = <T>(name: string, setting: Setting<T>) => T;

function meaningsFrom(read: Read): MeaningNames {
  return {
    sleepCategories: read('COMPASS_SLEEP_CATEGORIES', {
      ...names,
      otherwise: defaultMeaningNames.sleepCategories,
      example: 'Sleep,Nap',
    }),
    deepWorkModes: read('COMPASS_DEEP_WORK_MODES', {
      ...names,
      otherwise: defaultMeaningNames.deepWorkModes,
      example: 'Deep Work',
    }),
  };
}

function healthFrom(read: Read): HealthConfig {
  return {
    sourcePriority: read('HEALTH_SOURCE_PRIORITY', {
      ...appNames,
      example: 'Oura,Apple Watch,iPhone',
    }),
    workoutCategory: read('COMPASS_WORKOUT_CATEGORY', workoutCategory),
  };
}

type Reading<T> = Readonly<{
  /** Null when the text is not what was wanted. */
  read: (text: string) => T | null;
  wanted: string;
}>;

type Setting<T> = Reading<T> & Readonly<{ otherwise: T; example: string; isSecret?: boolean }>;

function wholeNumber(least: number, most: number): Reading<number> {
  return {
    read: (text) => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : -1;
      return value >= least && value <= most ? value : null;
    },
    wanted: `a whole number from ${least} to ${most}`,
  };
}

const id = { ...wholeNumber(1, Number.MAX_SAFE_INTEGER), example: '1234567' };

function oneOf<T extends string>(values: readonly T[]) {
  return {
    read: (text: string): T | null => values.find((value) => value === text) ?? null,
    wanted: `one of ${values.join(', ')}`,
    example: String(values[0]),
  };
}

const names: Reading<readonly string[]> = {
  read: (text) => {
    const read = text.split(',').map((name) => readName(name));
    return read.every(({ kind }) => kind === 'name') ? text.split(',').map(tidyName) : null;
  },
  wanted: 'a list of names with commas between them',
};

const host: Setting<string> = {
  read: (text) => (isIP(text) !== 0 || /^[\w.-]+$/.test(text) ? text : null),
  wanted: 'an address or a host name',
  example: '127.0.0.1',
  otherwise: '127.0.0.1',
};

const databaseUrl: Setting<string> = {
  read: (text) => (/^(file:.|postgres(ql)?:\/\/.)/.test(text) ? text : null),
  wanted: 'the address of a database',
  example: 'file:./data/compass.db (or postgres://user:password@host/name)',
  otherwise: 'file:./data/compass.db',
  isSecret: true,
};

function secret(example: string): Setting<string | null> {
  return {
    // What a header cannot carry would be a secret that nobody can send.
    read: (text) => (/^[\x21-\x7e]{1,500}$/.test(text) ? text : null),
    wanted: 'a text of letters, digits and signs without blanks',
    example,
    otherwise: null,
    isSecret: true,
  };
}

const sealKey: Setting<string | null> = {
  read: (text) => (/^([0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text) ? text : null),
  wanted: 'a key of 32 bytes in base64 or hexadecimal',
  example: '$(openssl rand -base64 32)',
  otherwise: null,
  isSecret: true,
};

const filePath: Setting<string | null> = {
  read: (text) => text,
  wanted: 'the path of a file',
  example: './triggers.json',
  otherwise: null,
};

const webUrl: Reading<string> = {
  read: (text) => {
    const url = URL.parse(text);
    const isWeb = url !== null && /^https?:$/.test(url.protocol);
    return isWeb && url.search === '' && url.hash === '' ? text.replace(/\/+$/, '') : null;
  },
  wanted: 'a web address',
};

const togglUrl = {
  ...webUrl,
  otherwise: 'https://api.track.toggl.com',
  example: 'https://api.track.toggl.com',
};

const discordUrl = {
  ...webUrl,
  otherwise: 'https://discord.com/api',
  example: 'https://discord.com/api',
};

const onOrOff: Setting<boolean | null> = {
  read: (text) => (text === 'true' || text === 'false' ? text === 'true' : null),
  wanted: 'true or false',
  example: 'true',
  otherwise: null,
};

const anyText: Setting<string | null> = {
  read: (text) => text,
  wanted: 'a text',
  example: 'your-token-from-the-developer-portal',
  otherwise: null,
  isSecret: true,
};

/** How Discord numbers users and guilds. */
const snowflake = {
  read: (text: string) => (/^\d{15,20}$/.test(text) ? text : null),
  wanted: 'an id of 15 to 20 digits',
  example: '123456789012345678',
};

const snowflakes: Setting<readonly string[]> = {
  read: (text) => {
    const ids = listed(text);
    return ids.every((one) => snowflake.read(one) !== null) ? ids : null;
  },
  wanted: 'a list of ids of 15 to 20 digits, separated by commas',
  example: '123456789012345678,234567890123456789',
  otherwise: [],
};

const workoutCategory: Setting<string> = {
  read: (text) => (readName(text).kind === 'name' ? tidyName(text) : null),
  wanted: 'a name',
  example: 'Exercise',
  otherwise: 'Workout',
};

const appNames: Setting<readonly string[]> = {
  read: listed,
  wanted: 'a list of names, separated by commas',
  example: 'Visual Studio Code,Wallpaper Engine',
  otherwise: [],
};

function listed(text: string): string[] {
  return text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

const trustProxy: Setting<boolean | number | string> = {
  read: (text) => {
    if (text === 'true' || text === 'false') return text === 'true';
    if (/^\d{1,2}$/.test(text)) return Number(text);
    return text.split(',').every(isAddressRange) ? text : null;
  },
  wanted: 'true, false, a number of proxies or their addresses',
  example: '127.0.0.1',
  otherwise: false,
};

/** An address, or one with the length of its prefix. */
function isAddressRange(text: string): boolean {
  const [address = '', prefix = '0', ...more] = text.trim().split('/');
  const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= bits;
}

const timeZone = {
  read: (text: string) => (isTimeZone(text) ? text : null),
  wanted: 'an IANA time zone',
  example: 'Europe/Berlin',
};

const timeOrOff: Setting<number | 'off'> = {
  read: (text) => (text === 'off' ? 'off' : timeOfDay.read(text)),
  wanted: 'a time of day, or off',
  example: '03:30',
  otherwise: 210,
};

const timeOfDay: Setting<number> = {
  read: (text) => {
    const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
    return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
  },
  wanted: 'a time of day',
  example: '04:00',
  otherwise: 0,
};
