import { expect, type Page } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';
import { liveThroughAMorning } from './morning.ts';

test.use({ serviceWorkers: 'allow' });

/** What a browser itself writes to the console when it cannot reach anything. */
const noNetwork = /ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load resource|Failed to fetch/;

/** What the page would open with if there were no network. It is kept a second after a change. */
async function keptQueries(page: Page): Promise<Record<string, unknown>> {
  const text = await page.evaluate<string>(
    `localStorage.getItem('compass-offline-copy') ?? '{"queries":[]}'`,
  );
  const { queries } = JSON.parse(text) as { queries: { queryKey: string[]; data: unknown }[] };
  return Object.fromEntries(queries.map(({ queryKey, data }) => [queryKey.join(' '), data]));
}

test('opens without a network, keeps a tap with its time, and sends it once', async ({
  page,
  context,
  compass,
  expectedErrors,
}, testInfo) => {
  expectedErrors.push(noNetwork);
  await liveThroughAMorning(compass.client);
  const activity = page.getByRole('region', { name: 'Activity' });
  await expect(activity).toContainText('Coding');
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  // The first visit was made without the worker: the second one is kept.
  await page.reload();
  await expect(activity).toContainText('Coding');
  await expect(page.getByRole('button', { name: 'Start Writing' })).toBeVisible();
  await expect
    .poll(() => keptQueries(page))
    .toMatchObject({
      session: expect.anything(),
      account: expect.anything(),
      state: { primary: { category: 'Coding' } },
      favorites: [{ name: 'Deep coding' }, { name: 'Mail' }],
      'slices recent': expect.arrayContaining([expect.objectContaining({ category: 'Writing' })]),
    });

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('The server cannot be reached')).toBeVisible();
  await expect(activity).toContainText('Coding');
  await page.getByRole('button', { name: 'Start Writing' }).click();
  const tappedAt = Date.now();
  await expect(activity).toContainText('Writing');
  await expect(page.getByText('One tap waits to be sent')).toBeVisible();
  await expectGoodLooks(page, 'now-offline', testInfo);
  await page.reload();
  await expect(activity).toContainText('Writing');
  expect(await compass.primary()).toBe('Coding');

  await context.setOffline(false);
  await expect(page.getByText('The server cannot be reached')).toBeHidden();
  await expect.poll(() => compass.primary()).toBe('Writing');
  const writing = await compass.slicesOf('Writing');
  const startedAt = Date.parse(writing[0]?.start ?? '');
  expect(Math.abs(startedAt - tappedAt)).toBeLessThan(2_000);
  expect(writing).toHaveLength(2);
});

test('is installable', async ({ page, compass }) => {
  const manifest = await page.request.get(`${compass.address}/manifest.webmanifest`);
  const { icons } = (await manifest.json()) as { icons: readonly { src: string }[] };
  for (const { src } of icons) {
    expect((await page.request.get(`${compass.address}${src}`)).status()).toBe(200);
  }
  const scope = await page.evaluate('navigator.serviceWorker.ready.then((it) => it.scope)');
  expect(scope).toBe(`${compass.address}/`);
});
