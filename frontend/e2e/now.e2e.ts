import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

test('shows what runs, and stops it with one tap', async ({ page, compass }, testInfo) => {
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding' });
  const lane = page.getByRole('region', { name: 'Activity' });
  await expect(lane).toContainText('Coding');
  await expectGoodLooks(page, 'now', testInfo);
  await lane.getByRole('button', { name: 'Stop' }).click();
  await expect(lane).toContainText('Nothing runs');
  const state = await compass.client.state();
  expect(state.ok && state.body.primary).toBeNull();
});
