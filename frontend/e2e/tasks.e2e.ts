import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

test('tasks: one is captured, sorted, begun, and completed with its log', async ({
  page,
  compass,
}, testInfo) => {
  const { client } = compass;
  await client.createCategory({ name: 'Writing', color: '#2ca02c', icon: '✍️' });
  await client.createTask({ name: 'Answer the editor', category: 'Writing', estimateMinutes: 30 });
  await client.capture({ name: 'Buy milk', due: '2026-01-05' });
  await page.goto(`${compass.address}/tasks`);
  await page.getByRole('textbox', { name: 'New task' }).fill('Write the report');
  await page.getByRole('textbox', { name: 'New task' }).press('Enter');
  const inbox = page.getByRole('region', { name: 'Inbox' });
  await inbox.getByRole('button', { name: 'Sort Write the report' }).press('Enter');
  const editor = page.getByRole('dialog', { name: 'Write the report' });
  await editor.getByRole('combobox', { name: 'Category' }).fill('Writing');
  await editor.getByLabel('Planned for').fill('2026-11-05');
  await editor.getByLabel('From').fill('14:00');
  await editor.getByLabel('Until').fill('15:30');
  await expectGoodLooks(page, 'tasks-editor', testInfo);
  await editor.getByRole('button', { name: 'Save' }).click();
  const next = page.getByRole('region', { name: 'Next' });
  await expect(next.getByRole('article', { name: 'Write the report' })).toContainText('14:00');
  await next.getByRole('button', { name: 'Begin Write the report' }).click();
  const active = page.getByRole('region', { name: 'Active' });
  await expect(active).toContainText('Write the report');
  await expectGoodLooks(page, 'tasks', testInfo);
  await active.getByRole('button', { name: 'Complete Write the report' }).click();
  const dialog = page.getByRole('dialog', { name: 'Complete Write the report' });
  await dialog.getByLabel('What came of it?').fill('Sent it.');
  await dialog.getByLabel('Effort').selectOption('MEDIUM');
  await dialog.getByRole('button', { name: 'Complete' }).click();
  const done = page.getByRole('region', { name: 'Done' });
  await done.getByRole('button', { name: 'Write the report' }).click();
  await expect(done).toContainText('Sent it.');
  const state = await client.state();
  expect(state.ok && state.body.primary).toBeNull();
});
