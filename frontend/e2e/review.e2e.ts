import { expect } from '@playwright/test';
import { addDays } from '../../core/time/calendar.ts';
import { dayOf } from '../../core/time/day.ts';
import { type Compass, test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

const yesterday = () =>
  addDays(dayOf(Date.now(), { timeZone: 'Europe/Berlin', dayStartMinutes: 0 }), -1);

/**
 *   maximum of Coding: 120 minutes
 *
 *   Writing [08 ── 09)   gap   Writing [09:30 ── 10)  Coding [10 ──────────── 17)
 */
async function liveThroughADay({ client }: Compass, date: string): Promise<void> {
  done(await client.createCategory({ name: 'Coding', color: '#1f77b4', maxMinutes: 120 }));
  done(await client.createCategory({ name: 'Writing', color: '#2ca02c' }));
  const at = (time: string) => `${date}T${time}:00Z`;
  done(await client.start({ dimension: 'PRIMARY', category: 'Writing', at: at('08:00') }));
  done(await client.stop({ dimension: 'PRIMARY', at: at('09:00') }));
  done(await client.start({ dimension: 'PRIMARY', category: 'Writing', at: at('09:30') }));
  done(await client.start({ dimension: 'PRIMARY', category: 'Coding', at: at('10:00') }));
  done(await client.stop({ dimension: 'PRIMARY', at: at('17:00') }));
}

function done(answer: Readonly<{ ok: boolean; error?: unknown }>): void {
  if (!answer.ok) throw new Error(`The day was refused: ${JSON.stringify(answer.error)}`);
}

const secondsOf = async ({ client }: Compass, date: string) => {
  const answer = await client.metrics({ from: date, to: date });
  return answer.ok ? answer.body.total.totals.PRIMARY : 'refused';
};

const hour = 3600;

test('a review is written beside the figures, which stay as they were', async ({
  page,
  compass,
}, testInfo) => {
  const date = yesterday();
  await liveThroughADay(compass, date);
  await page.goto(`${compass.address}/review?date=${date}`);
  await expect(page.getByRole('table', { name: 'Where the time went' })).toContainText('Coding');
  await page.getByLabel('Win 1').fill('The draft is done');
  await page.getByLabel('Win 2').fill('A long walk');
  await page.getByLabel('Next goal 1').fill('Send the draft');
  await page.getByRole('button', { name: 'Save the review' }).click();
  await expect(page.getByText(/^Figures as of/)).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Win 2')).toHaveValue('A long walk');
  await expectGoodLooks(page, 'review', testInfo);
  const figures = page.getByRole('region', { name: 'The day in figures' });
  // In one command: between two, the page would ask for the price of a list that is old already.
  done(
    await compass.client.fill({
      dimension: 'PRIMARY',
      category: 'Mail',
      startDate: `${date}T18:00:00Z`,
      endDate: `${date}T18:30:00Z`,
      source: 'MANUAL',
    }),
  );
  await page.reload();
  await expect(figures).toContainText('8 h 30 min');
  await figures.getByRole('button', { name: 'Count anew' }).click();
  await expect(figures).toContainText('Mail');
});

test('review asks before what was written and not saved is left', async ({ page, compass }) => {
  await page.goto(`${compass.address}/review`);
  // The day that it is about stays, whatever the clock says when it is written.
  await expect(page).toHaveURL(/date=\d{4}-\d\d-\d\d$/);
  await page.getByLabel('Win 1').fill('The draft is done');
  await page.getByRole('link', { name: 'Now', exact: true }).click();
  const question = page.getByRole('dialog', { name: 'Leave without saving?' });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByLabel('Win 1')).toHaveValue('The draft is done');
  await page.getByRole('button', { name: 'Save the review' }).click();
  await expect(page.getByText(/^Figures as of/)).toBeVisible();
  await page.getByLabel('Win 2').fill('A long walk');
  await page.getByRole('link', { name: 'Now', exact: true }).click();
  await question.getByRole('button', { name: 'Leave' }).click();
  await expect(page.getByRole('heading', { name: 'Now', level: 1 })).toBeVisible();
});

test('review closes a day with one tap, told its price before, and takes it back', async ({
  page,
  compass,
}) => {
  const date = yesterday();
  await liveThroughADay(compass, date);
  await page.goto(`${compass.address}/review?date=${date}`);
  const close = page.getByRole('region', { name: 'Close the day' });
  await expect(close).toContainText('and 2 h is the most expected of it');
  await expect(close.getByRole('status')).toHaveText(/slices? changes?, for .+ to Toggl\./);
  await close.getByRole('button', { name: 'Apply 2 answers' }).click();
  await expect(close).toContainText('No gap and no doubt is left');
  expect(await secondsOf(compass, date)).toBe(4 * hour);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(close.getByRole('listitem')).toHaveCount(2);
  expect(await secondsOf(compass, date)).toBe(8.5 * hour);
});

test('review sends another answer than the proposed one, by keyboard', async ({
  page,
  compass,
}, testInfo) => {
  const date = yesterday();
  await liveThroughADay(compass, date);
  await page.goto(`${compass.address}/review?date=${date}`);
  const [gap, doubt] = ['Nothing was tracked', 'Coding lasted'].map((hasText) =>
    page.getByRole('listitem').filter({ hasText }),
  );
  await gap?.getByRole('radio', { checked: true }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await gap?.getByLabel('What was it?').fill('Breakfast');
  await doubt?.getByText('Ask again later').click();
  await expect(page.getByRole('status').filter({ hasText: 'One slice changes' })).toBeVisible();
  await expectGoodLooks(page, 'review-close', testInfo);
  await page.getByRole('button', { name: 'Apply the answer' }).click();
  await expect(page.getByText('One slice is right now.')).toBeVisible();
  expect(await secondsOf(compass, date)).toBe(9 * hour);
});

test('review says so where nothing was tracked', async ({ page, compass }, testInfo) => {
  await page.goto(`${compass.address}/review?by=week`);
  await expect(page.getByText('No activity was tracked.')).toBeVisible();
  await expectGoodLooks(page, 'review-empty', testInfo);
});
