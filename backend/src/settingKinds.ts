/**
 * What one setting may look like: how its text is read, what was wanted where it is wrong, and an
 * example. Nothing here knows the name of a setting; config.ts does.
 */
import { isIP } from 'node:net';
import { readName, tidyName } from '../../core/engine/category.ts';
import { isTimeZone } from '../../core/time/timeZone.ts';

type Reading<T> = Readonly<{
  /** Null when the text is not what was wanted. */
  read: (text: string) => T | null;
  wanted: string;
}>;

export type Setting<T> = Reading<T> &
  Readonly<{ otherwise: T; example: string; isSecret?: boolean }>;

export function wholeNumber(least: number, most: number): Reading<number> {
  return {
    read: (text) => {
      const value = /^\d{1,15}$/.test(text) ? Number(text) : -1;
      return value >= least && value <= most ? value : null;
    },
    wanted: `a whole number from ${least} to ${most}`,
  };
}

export const id = { ...wholeNumber(1, Number.MAX_SAFE_INTEGER), example: '1234567' };

export function oneOf<T extends string>(values: readonly T[]) {
  return {
    read: (text: string): T | null => values.find((value) => value === text) ?? null,
    wanted: `one of ${values.join(', ')}`,
    example: String(values[0]),
  };
}

export const names: Reading<readonly string[]> = {
  read: (text) => {
    const read = text.split(',').map((name) => readName(name));
    return read.every(({ kind }) => kind === 'name') ? text.split(',').map(tidyName) : null;
  },
  wanted: 'a list of names with commas between them',
};

export const host: Setting<string> = {
  read: (text) => (isIP(text) !== 0 || /^[\w.-]+$/.test(text) ? text : null),
  wanted: 'an address or a host name',
  example: '127.0.0.1',
  otherwise: '127.0.0.1',
};

export const databaseUrl: Setting<string> = {
  read: (text) => (/^(file:.|postgres(ql)?:\/\/.)/.test(text) ? text : null),
  wanted: 'the address of a database',
  example: 'file:./data/compass.db (or postgres://user:password@host/name)',
  otherwise: 'file:./data/compass.db',
  isSecret: true,
};

export function secret(example: string): Setting<string | null> {
  return {
    // What a header cannot carry would be a secret that nobody can send.
    read: (text) => (/^[\x21-\x7e]{1,500}$/.test(text) ? text : null),
    wanted: 'a text of letters, digits and signs without blanks',
    example,
    otherwise: null,
    isSecret: true,
  };
}

export const sealKey: Setting<string | null> = {
  read: (text) => (/^([0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text) ? text : null),
  wanted: 'a key of 32 bytes in base64 or hexadecimal',
  example: '$(openssl rand -base64 32)',
  otherwise: null,
  isSecret: true,
};

export const filePath: Setting<string | null> = {
  read: (text) => text,
  wanted: 'the path of a file',
  example: './triggers.json',
  otherwise: null,
};

export const webUrl: Reading<string> = {
  read: (text) => {
    const url = URL.parse(text);
    const isWeb = url !== null && /^https?:$/.test(url.protocol);
    return isWeb && url.search === '' && url.hash === '' ? text.replace(/\/+$/, '') : null;
  },
  wanted: 'a web address',
};

export const togglUrl = {
  ...webUrl,
  otherwise: 'https://api.track.toggl.com',
  example: 'https://api.track.toggl.com',
};

export const discordUrl = {
  ...webUrl,
  otherwise: 'https://discord.com/api',
  example: 'https://discord.com/api',
};

export const trueOrFalse: Setting<boolean | null> = {
  read: (text) => (text === 'true' || text === 'false' ? text === 'true' : null),
  wanted: 'true or false',
  example: 'true',
  otherwise: null,
};

export const anyText: Setting<string | null> = {
  read: (text) => text,
  wanted: 'a text',
  example: 'your-token-from-the-developer-portal',
  otherwise: null,
  isSecret: true,
};

/** How Discord numbers users and guilds. */
export const snowflake = {
  read: (text: string) => (/^\d{15,20}$/.test(text) ? text : null),
  wanted: 'an id of 15 to 20 digits',
  example: '123456789012345678',
};

export const snowflakes: Setting<readonly string[]> = {
  read: (text) => {
    const ids = listed(text);
    return ids.every((one) => snowflake.read(one) !== null) ? ids : null;
  },
  wanted: 'a list of ids of 15 to 20 digits, separated by commas',
  example: '123456789012345678,234567890123456789',
  otherwise: [],
};

export const workoutCategory: Setting<string> = {
  read: (text) => (readName(text).kind === 'name' ? tidyName(text) : null),
  wanted: 'a name',
  example: 'Exercise',
  otherwise: 'Workout',
};

export const appNames: Setting<readonly string[]> = {
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

export const trustProxy: Setting<boolean | number | string> = {
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

export const timeZone = {
  read: (text: string) => (isTimeZone(text) ? text : null),
  wanted: 'an IANA time zone',
  example: 'Europe/Berlin',
};

export const timeOrOff: Setting<number | 'off'> = {
  read: (text) => (text === 'off' ? 'off' : timeOfDay.read(text)),
  wanted: 'a time of day, or off',
  example: '03:30',
  otherwise: 210,
};

export const timeOfDay: Setting<number> = {
  read: (text) => {
    const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
    return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
  },
  wanted: 'a time of day',
  example: '04:00',
  otherwise: 0,
};
