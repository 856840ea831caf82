import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

const days = ['02', '03', '04', '05', '06'];

test('week: shows seven days of four lanes, and mends a slice in place', async ({
  page,
  compass,
}, testInfo) => {
  const fill = async (day: string, from: string, to: string, category: string) => {
    const filled = await compass.client.fill({
      dimension: category === 'Deep Work' ? 'WORK_MODE' : 'PRIMARY',
      startDate: `2026-11-${day}T${from}:00+01:00`,
      endDate: `2026-11-${day}T${to}:00+01:00`,
      category,
      source: 'MANUAL',
    });
    expect(filled.ok).toBe(true);
  };
  for (const day of days) {
    await fill(day, '08:30', '10:00', 'Coding');
    await fill(day, '10:00', '12:00', 'Writing');
    await fill(day, '08:45', '11:15', 'Deep Work');
    await fill(day, '13:00', '16:30', 'Coding');
  }
  await page.goto(`${compass.address}/week?date=2026-11-05`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/2 Nov – Sun,? 8 Nov/);
  const thursday = page.getByRole('group', { name: /^Activity, Thu,? 5 Nov/ });
  const writing = thursday.getByRole('button', { name: /^Writing, 10:00 – 12:00/ });
  await expect(writing).toBeVisible();
  await expectGoodLooks(page, 'week', testInfo);
  await writing.click();
  await page.getByLabel('Start').fill('10:30');
  await expectGoodLooks(page, 'week-slice', testInfo);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(thursday.getByRole('button', { name: /^Writing, 10:30 – 12:00/ })).toBeVisible();
  // The notice of what was saved has such a button too.
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'The week before' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/26 Oct – Sun,? 1 Nov/);
});

test('week: leads to a year of days, and from there to each of them', async ({
  page,
  compass,
}, testInfo) => {
  for (const day of days) {
    await compass.client.fill({
      dimension: 'PRIMARY',
      startDate: `2026-11-${day}T08:00:00+01:00`,
      endDate: `2026-11-${day}T12:00:00+01:00`,
      category: 'Coding',
      source: 'MANUAL',
    });
  }
  await page.goto(`${compass.address}/week?date=2026-11-05`);
  await page.getByRole('link', { name: 'Year' }).click();
  const thursday = page.getByRole('link', { name: /Thu,? 5 Nov.*4 h/ });
  await expect(thursday).toBeVisible();
  await expectGoodLooks(page, 'year', testInfo);
  await thursday.click();
  await expect(page.getByRole('button', { name: /^Coding, 08:00 – 12:00/ })).toBeVisible();
});
