import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';
import { liveThroughAMorning, runsForASecond } from './morning.ts';

test('needs no pointer', async ({ page, compass }, testInfo) => {
  await liveThroughAMorning(compass.client);
  await page.reload();
  const activity = page.getByRole('region', { name: 'Activity' });
  await expect(activity).toContainText('Coding');
  // Its key does nothing before the favourite is there.
  await expect(page.getByRole('button', { name: 'Start Deep coding' })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();

  await page.keyboard.press('x');
  await expect(activity).toContainText('Nothing runs');
  await page.keyboard.press('1');
  await expect(activity).toContainText('Coding');
  await expect(activity).toContainText(runsForASecond);
  await page.keyboard.press('s');
  await page.keyboard.type('Reading');
  await page.keyboard.press('Enter');
  await expect(activity).toContainText('Reading');
  await expect.poll(() => compass.primary()).toBe('Reading');
  await page.keyboard.press('u');
  await expect(activity).toContainText('Coding');

  await page.keyboard.press('Control+k');
  await expect(page.getByLabel('Find an action')).toBeFocused();
  await page.keyboard.type('writing');
  await expectGoodLooks(page, 'palette', testInfo);
  await page.keyboard.press('Enter');
  await expect(activity).toContainText('Writing');

  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('Undo my last change');
  await expectGoodLooks(page, 'keys', testInfo);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await expect(page.getByRole('heading', { name: 'Tasks', level: 1 })).toBeVisible();
});

test('the keys of a page are shown with the others, and all can be turned off', async ({
  page,
}) => {
  const keys = page.getByRole('dialog', { name: 'Keys' });
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(keys).toContainText('The day after');
  await keys.getByRole('switch', { name: 'Keys without Ctrl' }).click();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();
  await page.keyboard.press('?');
  await page.keyboard.press('Control+k');
  await page.getByLabel('Find an action').fill('Show the keys');
  await page.keyboard.press('Enter');
  await expect(keys.getByRole('switch', { name: 'Keys without Ctrl' })).not.toBeChecked();
});
