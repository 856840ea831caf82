import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';
import { readInThreeWeeks, recordedDay } from './threeWeeks.ts';

test('reports tell where a month went, each chart with its numbers', async ({
  page,
  compass,
}, testInfo) => {
  await readInThreeWeeks(compass);
  await page.goto(`${compass.address}/reports?by=month&date=${recordedDay}`);
  await expect(page.getByRole('table', { name: 'Activity by category' })).toContainText('Project');
  await expect(page.getByRole('table', { name: 'Work mode during each activity' })).toContainText(
    'Deep Work',
  );
  await expect(page.getByRole('table', { name: /Hours tracked/ })).toBeVisible();
  await page.getByText('Numbers of this chart').click();
  const numbers = page.getByRole('table', { name: 'Tracked, month by month' });
  await expect(numbers.getByRole('row')).toHaveCount(13);
  const metrics = await compass.client.metrics({ from: '2021-04-01', to: '2021-04-30' });
  const minutes = metrics.ok ? Math.round(metrics.body.total.totals.PRIMARY / 60) : 0;
  const told = `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  await expect(numbers.getByRole('row', { name: /April 2021/ })).toContainText(told);
  await expectGoodLooks(page, 'reports', testInfo);
});

test('reports step to another week by keyboard, and a day of the calendar leads to it', async ({
  page,
  compass,
}) => {
  await readInThreeWeeks(compass);
  await page.goto(`${compass.address}/reports?by=week&date=${recordedDay}`);
  await page.getByRole('button', { name: 'Previous week' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/date=2021-04-11/);
  await expect(page.getByRole('table', { name: 'Days in numbers' })).toContainText('Tue 6 Apr');
  await page.getByRole('link', { name: /^Tue 6 Apr:/ }).click();
  await expect(page).toHaveURL(/\/day\?date=.*2021-04-06/);
});

test('reports hand the slices of a period out as a file', async ({ page, compass }) => {
  await readInThreeWeeks(compass);
  await page.goto(`${compass.address}/reports?by=week&date=${recordedDay}`);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'CSV' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toContain('2021-04-14');
  expect(text).not.toContain('2021-04-06');
});

test('reports set a goal, change it in its place and give it up', async ({
  page,
  compass,
}, testInfo) => {
  await readInThreeWeeks(compass);
  await page.goto(`${compass.address}/reports?by=week&date=${recordedDay}`);
  await page.getByRole('button', { name: 'Set a goal' }).click();
  await page.getByLabel('Minutes').fill('120');
  await page.getByRole('button', { name: 'Set the goal' }).click();
  const goals = page.getByRole('region', { name: 'Goals' });
  await expect(goals).toContainText('Activity: at least 2 h a day');
  await expect(goals).toContainText(/Met on \d of 7 days/);
  await page.reload();
  await expect(goals).toContainText(/Met on/);
  await expectGoodLooks(page, 'reports-goals', testInfo);
  await goals.getByRole('button', { name: /^Change Activity/ }).click();
  await expectGoodLooks(page, 'reports-goal-changed', testInfo);
  await goals.getByLabel('How', { exact: true }).click();
  await page.getByRole('option', { name: 'At most' }).click();
  await goals.getByLabel('Minutes').fill('600');
  await goals.getByLabel('In', { exact: true }).click();
  await page.getByRole('option', { name: 'a week' }).click();
  await goals.getByRole('button', { name: 'Change the goal' }).click();
  await expect(goals).toContainText('Activity: at most 10 h a week');
  await expect(goals.getByRole('button', { name: /^Change Activity/ })).toBeVisible();
  await goals.getByRole('button', { name: /^Give up/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give up' }).click();
  await expect(goals).toContainText('No goal is set');
});

test('reports that cannot be read say so, and are read once they can', async ({
  page,
  compass,
  expectedErrors,
}) => {
  expectedErrors.push(/500/);
  const metrics = '**/api/reviews/metrics*';
  const error = { code: 'fault', message: 'The disk is full.' };
  await page.route(metrics, (route) => route.fulfill({ status: 500, json: { error } }));
  // Opening the line of events reads everything anew: that must not come after the mending.
  const lineOpened = page.waitForResponse('**/api/events');
  await page.goto(`${compass.address}/reports`);
  await lineOpened;
  await expect(page.getByText('The disk is full.')).toBeVisible();
  await page.unroute(metrics);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was tracked here' })).toBeVisible();
});

test('reports are calm where nothing was tracked', async ({ page, compass }, testInfo) => {
  await page.goto(`${compass.address}/reports`);
  await expect(page.getByRole('heading', { name: 'Nothing was tracked here' })).toBeVisible();
  await expectGoodLooks(page, 'reports-empty', testInfo);
});
