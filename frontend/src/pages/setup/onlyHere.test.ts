import { expect, test } from 'vitest';
import { isOnlyHere } from './onlyHere.ts';

test.each([
  { url: 'http://127.0.0.1:3001', is: true, reason: 'loopback' },
  { url: 'http://localhost:3001', is: true, reason: 'loopback by its name' },
  { url: 'http://[::1]:3001', is: true, reason: 'loopback of IPv6' },
  { url: 'http://192.168.1.20:3001', is: false, reason: 'the network at home' },
  { url: 'https://127.example.org', is: false, reason: 'a name that begins like loopback' },
])('$reason: $url', ({ url, is }) => {
  expect(isOnlyHere(url)).toBe(is);
});
