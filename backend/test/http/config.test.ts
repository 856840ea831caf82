/** Settings: each is right, or told in one line. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';

const read = (environment: Record<string, string>) => readConfig(environment, 'Europe/Berlin');

function configOf(environment: Record<string, string>) {
  const result = read(environment);
  if (result.kind === 'ok') return result.config;
  throw new Error(result.line);
}

describe('settings', () => {
  it('have defaults that run on one machine', () => {
    expect(configOf({})).toEqual({
      port: 3001,
      host: '127.0.0.1',
      databaseUrl: 'file:./data/compass.db',
      apiSecret: null,
      publicUrl: null,
      sealKey: null,
      trustProxy: false,
      days: { timeZone: 'Europe/Berlin', dayStartMinutes: 0 },
      toggl: {
        apiToken: null,
        apiUrl: 'https://api.track.toggl.com',
        workspaceId: null,
        reserve: 5,
        timeryEdits: 'ask',
        projectMaking: 'off',
        importAtMinutes: 210,
        importOverrides: 'on',
        health: 'off',
        webhookSecret: null,
      },
      discord: {
        isEnabled: null,
        token: null,
        userId: null,
        guildIds: [],
        denylist: [],
        apiUrl: 'https://discord.com/api',
      },
      workModeDebounceMs: 10_000,
      health: { sourcePriority: [], workoutCategory: 'Workout' },
      meanings: { sleepCategories: ['Sleep'], deepWorkModes: ['Deep Work'] },
      largestFileBytes: 200_000_000,
      triggersFile: null,
      logLevel: 'info',
    });
  });

  it('that are empty count as not set', () => {
    expect(configOf({ PORT: '', TOGGL_API_TOKEN: ' ', LOG_LEVEL: '' })).toEqual(configOf({}));
  });

  it.each([
    { set: { PORT: '80' }, read: { port: 80 } },
    { set: { HOST: '::' }, read: { host: '::' } },
    { set: { HOST: 'localhost' }, read: { host: 'localhost' } },
    {
      set: { DATABASE_URL: 'postgres://me@db/compass' },
      read: { databaseUrl: 'postgres://me@db/compass' },
    },
    { set: { API_SECRET: 's' }, read: { apiSecret: 's' } },
    { set: { PUBLIC_URL: 'https://me.example/' }, read: { publicUrl: 'https://me.example' } },
    { set: { TRUST_PROXY: 'true' }, read: { trustProxy: true } },
    { set: { TRUST_PROXY: '2' }, read: { trustProxy: 2 } },
    { set: { TRUST_PROXY: '10.0.0.0/8, ::1' }, read: { trustProxy: '10.0.0.0/8, ::1' } },
    { set: { COMPASS_TIMEZONE: 'Asia/Tokyo' }, read: { days: { timeZone: 'Asia/Tokyo' } } },
    { set: { COMPASS_DAY_START: '04:30' }, read: { days: { dayStartMinutes: 270 } } },
    {
      set: { TOGGL_API_URL: 'http://127.0.0.1:9/x/' },
      read: { toggl: { apiUrl: 'http://127.0.0.1:9/x' } },
    },
    { set: { TOGGL_WORKSPACE_ID: '123' }, read: { toggl: { workspaceId: 123 } } },
    { set: { TOGGL_RESERVE: '0' }, read: { toggl: { reserve: 0 } } },
    { set: { TOGGL_TIMERY_EDITS: 'keep' }, read: { toggl: { timeryEdits: 'keep' } } },
    { set: { TOGGL_IMPORT_AT: '23:05' }, read: { toggl: { importAtMinutes: 1385 } } },
    { set: { TOGGL_IMPORT_AT: 'off' }, read: { toggl: { importAtMinutes: 'off' } } },
    { set: { TOGGL_SEND_HEALTH: 'on' }, read: { toggl: { health: 'on' } } },
    {
      set: { HEALTH_SOURCE_PRIORITY: 'Oura, Apple Watch', COMPASS_WORKOUT_CATEGORY: ' Exercise ' },
      read: { health: { sourcePriority: ['Oura', 'Apple Watch'], workoutCategory: 'Exercise' } },
    },
    { set: { TOGGL_IMPORT_OVERRIDES: 'off' }, read: { toggl: { importOverrides: 'off' } } },
    { set: { DISCORD_BOT_ENABLED: 'false' }, read: { discord: { isEnabled: false } } },
    { set: { DISCORD_TOKEN: 'a b' }, read: { discord: { token: 'a b' } } },
    {
      set: { DISCORD_USER_ID: '123456789012345678' },
      read: { discord: { userId: '123456789012345678' } },
    },
    {
      set: { DISCORD_GUILD_IDS: '123456789012345678, 223456789012345678,' },
      read: { discord: { guildIds: ['123456789012345678', '223456789012345678'] } },
    },
    {
      set: { DISCORD_DENYLIST_APPS: 'Visual Studio Code, 383226320970055681' },
      read: { discord: { denylist: ['Visual Studio Code', '383226320970055681'] } },
    },
    {
      set: { DISCORD_API_URL: 'http://127.0.0.1:9/api/' },
      read: { discord: { apiUrl: 'http://127.0.0.1:9/api' } },
    },
    { set: { WORK_MODE_DEBOUNCE_SECONDS: '0' }, read: { workModeDebounceMs: 0 } },
    {
      set: { COMPASS_SLEEP_CATEGORIES: 'Sleep, Nap ' },
      read: { meanings: { sleepCategories: ['Sleep', 'Nap'] } },
    },
    {
      set: { COMPASS_DEEP_WORK_MODES: 'Flow' },
      read: { meanings: { deepWorkModes: ['Flow'] } },
    },
    { set: { LOG_LEVEL: 'silent' }, read: { logLevel: 'silent' } },
  ])('are read: $set', ({ set, read: expected }) => {
    expect(configOf(set as unknown as Record<string, string>)).toMatchObject(expected);
  });

  it.each([
    { name: 'PORT', value: 'http' },
    { name: 'PORT', value: '65536' },
    { name: 'PORT', value: '-1' },
    { name: 'HOST', value: 'a b' },
    { name: 'DATABASE_URL', value: 'mysql://me@db/compass' },
    { name: 'DATABASE_URL', value: 'file:' },
    { name: 'API_SECRET', value: 'with blank' },
    { name: 'PUBLIC_URL', value: 'me.example' },
    { name: 'PUBLIC_URL', value: 'ftp://me.example' },
    { name: 'TRUST_PROXY', value: 'yes' },
    { name: 'DISCORD_BOT_ENABLED', value: 'yes' },
    { name: 'DISCORD_USER_ID', value: 'me#1234' },
    { name: 'DISCORD_GUILD_IDS', value: '123456789012345678,home' },
    { name: 'DISCORD_API_URL', value: 'discord' },
    { name: 'COMPASS_TIMEZONE', value: 'Berlin' },
    { name: 'COMPASS_TIMEZONE', value: '+01:00' },
    { name: 'COMPASS_DAY_START', value: '4:00' },
    { name: 'COMPASS_DAY_START', value: '24:00' },
    { name: 'TOGGL_API_URL', value: 'api.track.toggl.com' },
    { name: 'TOGGL_WORKSPACE_ID', value: 'mine' },
    { name: 'TOGGL_WORKSPACE_ID', value: '0' },
    { name: 'TOGGL_RESERVE', value: '2.5' },
    { name: 'TOGGL_TIMERY_EDITS', value: 'ASK' },
    { name: 'TOGGL_IMPORT_AT', value: 'never' },
    { name: 'TOGGL_IMPORT_OVERRIDES', value: 'no' },
    { name: 'WORK_MODE_DEBOUNCE_SECONDS', value: '10s' },
    { name: 'COMPASS_SLEEP_CATEGORIES', value: 'Sleep,,Nap' },
    { name: 'LOG_LEVEL', value: 'loud' },
  ])('refuse $name=$value in one line with an example', ({ name, value }) => {
    const result = read({ [name]: value });
    if (result.kind === 'ok') return expect.fail(`${name}=${value} was taken`);
    expect(result.line).toMatch(new RegExp(`^${name} .*is not .+ Example: ${name}=\\S+`));
    expect(result.line).not.toContain('\n');
  });

  it.each(['API_SECRET', 'TOGGL_API_TOKEN', 'DATABASE_URL'])(
    'never repeat a %s that was not understood',
    (name) => {
      const result = read({ [name]: 'hunter2 hunter2' });
      expect(result).toMatchObject({ kind: 'bad', line: expect.not.stringContaining('hunter2') });
    },
  );
});
