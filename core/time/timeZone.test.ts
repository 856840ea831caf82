import { expect, test } from 'vitest';
import { isTimeZone } from './timeZone.ts';

test.each([
  { text: 'Europe/Berlin', is: true, reason: 'a zone of IANA' },
  { text: 'UTC', is: true, reason: 'a zone of IANA' },
  { text: 'Moon/Base', is: false, reason: 'nobody keeps it' },
  { text: '+01:00', is: false, reason: 'an offset knows no daylight saving' },
  { text: '', is: false, reason: 'nothing' },
])('"$text" is a zone: $is, because it is $reason', ({ text, is }) => {
  expect(isTimeZone(text)).toBe(is);
});
