import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';
import { liveThroughAMorning } from './morning.ts';

test('shows what runs and what Timery shows of it', async ({ page, compass }, testInfo) => {
  await liveThroughAMorning(compass.client);
  await compass.whenProjected();
  await page.reload();
  const activity = page.getByRole('region', { name: 'Activity' });
  await expect(activity).toContainText('Coding');
  await expect(activity).toContainText('38:');
  await expect(page.getByRole('region', { name: 'Work mode' })).toContainText('Deep Work');
  await expect(page.getByRole('button', { name: 'Start Deep coding' })).toBeVisible();
  const timery = page.getByRole('region', { name: 'Timery' });
  await expect(timery).toHaveText(/^Timery shows Coding, since \d\d:\d\d\.$/);
  await expectGoodLooks(page, 'now', testInfo);
});

test('is calm where nothing was tracked yet', async ({ page }, testInfo) => {
  await expect(page.getByRole('heading', { name: 'Nothing was tracked yet' })).toBeVisible();
  await expectGoodLooks(page, 'now-first-visit', testInfo);
});

test('switches with one tap and stops with another', async ({ page, compass }) => {
  await liveThroughAMorning(compass.client);
  const activity = page.getByRole('region', { name: 'Activity' });
  await page.getByRole('button', { name: 'Start Writing' }).click();
  await expect(activity).toContainText('Writing');
  await activity.getByRole('button', { name: 'Stop' }).click();
  await expect(activity).toContainText('Nothing runs');
  await expect.poll(async () => primaryOf(await compass.client.state())).toBeNull();
});

function primaryOf(answer: { ok: boolean; body?: { primary: unknown } }) {
  return answer.ok ? answer.body?.primary : 'refused';
}
