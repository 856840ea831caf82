import { expect, it } from 'vitest';
import { okBody, startTestServer } from './testServer.ts';

it('tells in which zone its days lie, and when they begin', async () => {
  const server = await startTestServer({
    COMPASS_TIMEZONE: 'Asia/Kathmandu',
    COMPASS_DAY_START: '04:00',
  });
  expect(okBody(await server.client.account())).toEqual({
    timeZone: 'Asia/Kathmandu',
    dayStartMinutes: 240,
  });
  await server.close();
});
