/**
 * The settings, read once from the environment: each is either right or told in one line with
 * its name, what is wrong and an example. An empty value counts as not set, as in `.env` files.
 */
import { type HealthSending, healthSendings } from '../../core/projection/desired.ts';
import { type EditPolicy, editPolicies } from '../../core/projection/editPolicy.ts';
import { type ProjectMaking, projectMakings } from '../../core/projection/project.ts';
import { defaultMeaningNames, type MeaningNames } from '../../core/reviews/meaning.ts';
import type { DayRules } from '../../core/time/day.ts';
import {
  anyText,
  appNames,
  databaseUrl,
  discordUrl,
  filePath,
  host,
  id,
  names,
  oneOf,
  type Setting,
  sealKey,
  secret,
  snowflake,
  snowflakes,
  timeOfDay,
  timeOrOff,
  timeZone,
  togglUrl,
  trueOrFalse,
  trustProxy,
  webUrl,
  wholeNumber,
  workoutCategory,
} from './settingKinds.ts';

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
      isEnabled: read('DISCORD_BOT_ENABLED', trueOrFalse),
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
