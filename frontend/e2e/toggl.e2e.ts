import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

test('Toggl: a change in Timery is shown with both versions, and ours is put back', async ({
  page,
  compass,
}, testInfo) => {
  const { client, human, sandbox } = compass;
  await client.start({ dimension: 'PRIMARY', category: 'Coding', at: '-40m' });
  await client.start({ dimension: 'PRIMARY', category: 'Writing', at: '-10m' });
  await compass.whenProjected();
  const coding = sandbox.entries().find(({ description }) => description === 'Coding');
  if (coding === undefined) throw new Error('Toggl does not show Coding.');
  human.edit(coding.id, { startSecond: coding.startSecond - 600 });
  human.spend('user', 4);
  await page.goto(`${compass.address}/toggl`);
  const warnings = page.getByRole('region', { name: 'Differences' });
  const imports = page.getByRole('region', { name: 'Import' });
  await imports.getByRole('button', { name: 'Tell the price' }).click();
  await expect(imports).toContainText('request');
  await imports.getByRole('button', { name: 'Import' }).click();
  await expect(warnings.getByRole('article')).toContainText('Coding');
  await expect(page.getByRole('region', { name: 'Calls' })).toContainText('POST');
  await expectGoodLooks(page, 'toggl', testInfo);
  await warnings.getByRole('button', { name: /Put ours back/ }).click();
  await expect(warnings).toContainText('There is no difference');
  await compass.whenProjected();
  expect(sandbox.entries().find(({ id }) => id === coding.id)?.startSecond).toBe(
    coding.startSecond,
  );
});
