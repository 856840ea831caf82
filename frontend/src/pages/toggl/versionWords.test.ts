import { expect, test } from 'vitest';
import { createWords } from '../../words/words.ts';
import { versionWords } from './versionWords.ts';

const words = createWords({ timeZone: 'Europe/Berlin', locale: 'en-GB' });
const projectName = (id: string) => (id === '7' ? 'Coding' : undefined);
const start = '2026-11-02T13:00:00.000Z';

test.each([
  {
    reason: 'times are shown in the zone of the account',
    version: { start, stop: '2026-11-02T14:20:00.000Z' },
    shown: 'Mon 2 Nov, 14:00 – 15:20',
  },
  {
    reason: 'what runs has no end',
    version: { start, stop: null },
    shown: 'Mon 2 Nov, since 14:00',
  },
  { reason: 'a project has its name', version: { projectId: 7 }, shown: 'project Coding' },
  { reason: 'a project not read yet has its id', version: { projectId: 8 }, shown: 'project 8' },
  { reason: 'to have none is a version too', version: { projectId: null }, shown: 'no project' },
  {
    reason: 'what was last written tells its times in seconds',
    version: { description: 'Coding', startSecond: Date.parse(start) / 1000, stopSecond: null },
    shown: 'Coding, Mon 2 Nov, since 14:00',
  },
  { reason: 'a deleted entry has nothing to say', version: null, shown: null },
])('$reason', ({ version, shown }) => {
  expect(versionWords(version, { words, projectName })).toBe(shown);
});
