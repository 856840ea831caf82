import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

test('asks a stranger for the secret, and signs out', async ({
  page,
  compass,
  expectedErrors,
}, testInfo) => {
  expectedErrors.push(/401/);
  await page.goto(`${compass.address}/setup`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to Compass' })).toBeVisible();
  await expectGoodLooks(page, 'sign-in', testInfo);
  await page.getByLabel('Secret', { exact: true }).fill('not the secret');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText('not the secret');
  await page.getByLabel('Secret', { exact: true }).fill(compass.secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Set-up', level: 1 })).toBeVisible();
});
