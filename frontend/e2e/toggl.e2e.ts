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

test('Toggl: an outage is told, and gone once Toggl is back', async ({ page, compass }) => {
  await page.goto(`${compass.address}/toggl`);
  const waiting = page.getByRole('region', { name: 'Not in Toggl yet' });
  await expect(waiting).toContainText('Toggl shows everything');
  compass.wire.isCut = true;
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding' });
  await expect(waiting).toContainText('1 pending');
  const trouble = page.getByRole('region', { name: 'Connection' }).getByRole('alert');
  await expect(trouble).toBeVisible();
  compass.wire.isCut = false;
  // It stays pending for a minute more, until a late twin of the lost request is ruled out.
  await expect(page.getByRole('region', { name: 'Calls' })).toContainText('looked up before');
  await expect(trouble).toHaveCount(0);
  expect(compass.sandbox.running()?.description).toBe('Coding');
});
