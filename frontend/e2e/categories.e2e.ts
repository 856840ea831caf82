import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

test('categories: a new name is merged, another is given its colour and project', async ({
  page,
  compass,
}, testInfo) => {
  const { client } = compass;
  await client.createCategory({ name: 'Writing', color: '#2ca02c', icon: '✍️' });
  await client.createCategory({ name: 'Mail', color: '#9467bd', icon: '📬' });
  await client.start({ dimension: 'PRIMARY', category: 'Wriitng', at: '-30m' });
  await client.start({ dimension: 'PRIMARY', category: 'Mail', at: '-10m' });
  await page.goto(`${compass.address}/categories`);
  const fresh = page.getByRole('region', { name: 'New' });
  await expect(fresh).toContainText('Wriitng');
  await expectGoodLooks(page, 'categories', testInfo);
  await fresh.getByRole('button', { name: 'Merge Wriitng' }).click();
  await page.getByRole('combobox', { name: 'Into' }).click();
  await page.getByRole('option', { name: 'Writing' }).click();
  const dialog = page.getByRole('dialog', { name: 'Merge Wriitng' });
  await expect(dialog).toContainText('1 slice moves');
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await expect(page.getByText('Wriitng')).toHaveCount(0);
  await page.getByRole('button', { name: 'Edit Mail' }).click();
  const editor = page.getByRole('dialog', { name: 'Mail' });
  await editor.getByRole('combobox', { name: 'Toggl project' }).click();
  await page.getByRole('option', { name: 'Coding' }).click();
  await editor.getByRole('button', { name: 'Books' }).click();
  await expectGoodLooks(page, 'categories-editor', testInfo);
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'All' })).toContainText('Toggl: Coding');
  const categories = await client.categories();
  expect(categories.ok && categories.body.map(({ name, icon }) => [name, icon])).toEqual([
    ['Writing', '✍️'],
    ['Mail', '📚'],
  ]);
});

test('categories: a new one finds its project by its name', async ({ page, compass }) => {
  await page.goto(`${compass.address}/categories`);
  await page.getByRole('button', { name: 'New category' }).click();
  const editor = page.getByRole('dialog', { name: 'New category' });
  await editor.getByLabel('Name').fill('Coding');
  await editor.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('region', { name: 'All' })).toContainText('Toggl: Coding');
});

test('categories: one is moved up with the keyboard alone', async ({ page, compass }) => {
  const { client } = compass;
  await client.createCategory({ name: 'Writing' });
  await client.createCategory({ name: 'Mail' });
  await page.goto(`${compass.address}/categories`);
  await page.getByRole('button', { name: 'More for Mail' }).press('Enter');
  await page.getByRole('menuitem', { name: 'Move up' }).press('Enter');
  await expect(page.getByRole('button', { name: /^Edit/ }).first()).toHaveAccessibleName(
    'Edit Mail',
  );
  await expect(async () => {
    const categories = await client.categories();
    expect(categories.ok && categories.body.map(({ name }) => name)).toEqual(['Mail', 'Writing']);
  }).toPass();
});
