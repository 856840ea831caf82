import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

test('set-up: favourites are named, put in order and given up', async ({ page, compass }) => {
  const { client } = compass;
  await client.createFavorite({ category: 'Coding' });
  await client.createFavorite({ category: 'Mail' });
  const kept = async () => {
    const favorites = await client.favorites();
    return favorites.ok && favorites.body.map(({ name, workMode }) => [name, workMode]);
  };
  await page.goto(`${compass.address}/setup`);
  const favorites = page.getByRole('region', { name: 'Favourites' });
  await favorites.getByRole('button', { name: 'Move Mail up' }).click();
  await expect.poll(kept).toEqual([
    ['Mail', null],
    ['Coding', null],
  ]);
  await favorites.getByRole('button', { name: 'Edit Coding' }).click();
  await favorites.getByRole('combobox', { name: 'Work mode' }).first().fill('Deep Work');
  await favorites.getByRole('textbox', { name: 'Name' }).first().fill('Deep coding');
  await favorites.getByRole('button', { name: 'Save' }).click();
  await expect(favorites).toContainText('Deep coding, with Deep Work');
  await favorites.getByRole('button', { name: 'Remove Mail' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(favorites.getByRole('button', { name: 'Edit Mail' })).toBeHidden();
  expect(await kept()).toEqual([['Deep coding', 'Deep Work']]);
});

test('set-up: days, a favourite, a phone and a token', async ({ page, compass }, testInfo) => {
  const { client } = compass;
  await client.createCategory({ name: 'Coding', color: '#1f77b4', icon: '💻' });
  await client.createRule({ name: 'Quiet', body: { kind: 'protect' } });
  const tap = { do: 'toggle', dimension: 'PRIMARY', category: 'Coding' } as const;
  await client.createTrigger({ name: 'Desk', kind: 'NFC', tap });
  await page.goto(`${compass.address}/setup`);
  const days = page.getByRole('region', { name: 'Days' });
  await days.getByLabel('A day begins at').fill('04:00');
  await days.getByRole('button', { name: 'Save' }).click();
  const favorites = page.getByRole('region', { name: 'Favourites' });
  await favorites.getByRole('combobox', { name: 'Category' }).fill('Coding');
  await favorites.getByRole('button', { name: 'Add' }).click();
  await expect(favorites.getByRole('button', { name: 'Remove Coding' })).toBeVisible();
  await page.getByRole('combobox', { name: 'Rule Quiet' }).selectOption('off');
  const desk = page.getByRole('switch', { name: 'Trigger Desk' });
  await desk.press('Space');
  await expect(desk).not.toBeChecked();
  await page.getByRole('button', { name: 'Show a code' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'PUBLIC_URL' })).toBeVisible();
  await expect(page.getByRole('img', { name: /Code with/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Tokens' })).toContainText('Phone');
  await page.getByRole('button', { name: 'Hide it' }).click();
  await expectGoodLooks(page, 'setup', testInfo);
  await page.getByRole('button', { name: 'Revoke Phone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('button', { name: 'Revoke Phone' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Revoke owner' })).toHaveCount(0);
  const account = await client.account();
  expect(account.ok && account.body.dayStartMinutes).toBe(240);
  const rules = await client.rules();
  expect(rules.ok && rules.body.map(({ mode }) => mode)).toEqual(['off']);
  const triggers = await client.triggers();
  expect(triggers.ok && triggers.body.map(({ isPaused }) => isPaused)).toEqual([true]);
});
