import { expect, type Locator, type Page } from '@playwright/test';
import { type Compass, test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';

/** A day that is over, in the winter of Berlin: nothing of it runs. */
const date = '2026-11-05';
const instant = (clock: string) => `${date}T${clock}:00+01:00`;

type Recorded = Readonly<{
  category: string;
  from: string;
  to: string;
  dimension?: 'PRIMARY' | 'WORK_MODE' | 'SOCIAL' | 'SEGMENT';
}>;

/** Records it as somebody would who fills free time. */
async function record({ client }: Compass, recorded: Recorded): Promise<string> {
  const { category, from, to, dimension = 'PRIMARY' } = recorded;
  const filled = await client.fill({
    dimension,
    startDate: instant(from),
    endDate: instant(to),
    category,
    source: 'MANUAL',
  });
  if (!filled.ok) throw new Error(filled.error.message);
  return filled.body.slices[0]?.id ?? '';
}

async function aDay(compass: Compass) {
  await record(compass, { category: 'Coding', from: '09:00', to: '11:00' });
  await record(compass, { category: 'Writing', from: '11:00', to: '12:00' });
  await record(compass, { category: 'Lunch', from: '12:30', to: '13:15' });
  await record(compass, {
    category: 'Deep Work',
    from: '09:10',
    to: '11:40',
    dimension: 'WORK_MODE',
  });
  await record(compass, { category: 'Call', from: '10:00', to: '10:45', dimension: 'SOCIAL' });
  await record(compass, { category: 'Morning', from: '08:30', to: '12:30', dimension: 'SEGMENT' });
}

async function openDay(page: Page, compass: Compass) {
  await page.goto(`${compass.address}/day?date=${date}`);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('5 Nov');
}

const block = (page: Page, name: string | RegExp) =>
  page.getByRole('group').getByRole('button', { name });

/** Of PRIMARY on that day, oldest first: `Coding 09:00–11:00`. */
async function recorded({ client }: Compass): Promise<string[]> {
  const listed = await client.slices({
    startDate: instant('00:00'),
    endDate: instant('23:59'),
    dimension: 'PRIMARY',
  });
  if (!listed.ok) throw new Error(listed.error.message);
  const clock = (at: string | null) =>
    at === null ? '' : new Date(Date.parse(at) + 3_600_000).toISOString().slice(11, 16);
  return listed.body
    .map(({ category, start, end }) => `${category} ${clock(start)}–${clock(end)}`)
    .toReversed();
}

const isPhone = (page: Page) => (page.viewportSize()?.width ?? 0) < 600;

/** Drags what is there by its middle; an hour is 60 pixels. */
async function drag(page: Page, what: Locator, byPixels: number) {
  await what.scrollIntoViewIfNeeded();
  const box = await what.boundingBox();
  if (box === null) throw new Error('what is to be dragged is not to be seen');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + byPixels / 2);
  await page.mouse.move(x, y + byPixels);
  await page.mouse.up();
}

/** The lower grip of what is selected. */
async function dragEnd(page: Page, slice: Locator, byPixels: number) {
  await slice.click();
  await drag(page, page.locator('[data-grip="end"]'), byPixels);
}

test('day: shows the four lanes, and looks good', async ({ page, compass }, testInfo) => {
  await aDay(compass);
  const locked = await record(compass, { category: 'Walk', from: '14:00', to: '15:00' });
  await compass.client.editSlice(locked, { isLocked: true, note: 'in the rain' });
  await compass.client.createTask({
    name: 'Write the report',
    category: 'Writing',
    schedule: { start: instant('11:00'), end: instant('12:30') },
  });
  await openDay(page, compass);
  await expect(block(page, /^Coding, 09:00 – 11:00, 2 h$/)).toBeVisible();
  await expect(block(page, /^Walk, .*in the rain, 1 h, locked$/)).toBeVisible();
  await expect(page.getByRole('list', { name: 'Planned' })).toContainText('Write the report');
  await expectGoodLooks(page, 'day', testInfo);
  await block(page, /^Writing/).click();
  await expect(page.getByRole('complementary')).toContainText('Recorded by hand.');
  await expectGoodLooks(page, 'day-slice', testInfo);
});

test('day: an edge that is dragged over another slice asks first', async ({
  page,
  compass,
  expectedErrors,
}, testInfo) => {
  expectedErrors.push(/422/);
  await aDay(compass);
  await openDay(page, compass);
  await dragEnd(page, block(page, /^Coding/), 30);
  const choice = page.getByRole('alert', { name: /run over/ });
  await expect(choice).toContainText('Writing 11:00 – 12:00 becomes 11:30 – 12:00');
  expect(await recorded(compass)).toContain('Coding 09:00–11:00');
  await expectGoodLooks(page, 'day-overlap', testInfo);
  await choice.getByRole('button', { name: 'Trim' }).click();
  await expect(block(page, /^Coding, 09:00 – 11:30/)).toBeVisible();
  await expect(choice).toBeHidden();
  expect(await recorded(compass)).toEqual([
    'Coding 09:00–11:30',
    'Writing 11:30–12:00',
    'Lunch 12:30–13:15',
  ]);
});

test('day: a slice that is dropped on another is selected, and asks', async ({
  page,
  compass,
  expectedErrors,
}) => {
  expectedErrors.push(/422/);
  await aDay(compass);
  await openDay(page, compass);
  await drag(page, block(page, /^Coding/), 30);
  const choice = page.getByRole('alert', { name: /run over/ });
  await expect(choice).toContainText('Writing 11:00 – 12:00 becomes 11:30 – 12:00');
  await choice.getByRole('button', { name: 'Leave it as it was' }).click();
  await expect(block(page, /^Coding, 09:00 – 11:00/)).toBeVisible();
});

test('day: what was typed stays where it was refused for now', async ({
  page,
  compass,
  expectedErrors,
}) => {
  expectedErrors.push(/422/);
  await aDay(compass);
  await openDay(page, compass);
  await block(page, /^Coding/).click();
  await page.getByLabel('End').fill('11:20');
  await page.getByLabel('Note').fill('the parser');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Leave it as it was' }).click();
  await expect(page.getByLabel('End')).toHaveValue('11:20');
  await expect(page.getByLabel('Note')).toHaveValue('the parser');
});

test('day: a start goes to the evening before', async ({ page, compass }) => {
  await record(compass, { category: 'Reading', from: '00:30', to: '01:00' });
  await openDay(page, compass);
  await block(page, /^Reading/).click();
  await page.getByRole('button', { name: 'Another date' }).click();
  await page.getByLabel('Date of the start').fill('2026-11-04');
  await page.getByLabel('Start', { exact: true }).fill('23:50');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(block(page, /^Reading, 23:50 – 01:00/)).toBeVisible();
});

test('day: what ended last runs on', async ({ page, compass }) => {
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding', at: '-90m' });
  await compass.client.stop({ dimension: 'PRIMARY', at: '-30m' });
  await page.goto(`${compass.address}/day`);
  await block(page, /^Coding/).click();
  await page.getByRole('button', { name: 'It still runs' }).click();
  await expect(block(page, /^Coding, since .*running/)).toBeVisible();
  await expect.poll(() => compass.primary()).toBe('Coding');
});

test('day: splits, joins and undoes', async ({ page, compass }) => {
  await aDay(compass);
  await openDay(page, compass);
  await block(page, /^Coding/).click();
  await page.getByLabel('Split at').fill('09:45');
  await page.getByRole('button', { name: 'Split', exact: true }).click();
  await expect(block(page, /^Coding, 09:00 – 09:45/)).toBeVisible();
  await expect(block(page, /^Coding, 09:45 – 11:00/)).toBeVisible();
  // On a phone the time line lies over the button of the page until the drawer is closed.
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect(block(page, /^Coding, 09:00 – 11:00/)).toBeVisible();
  await block(page, /^Coding/).click();
  await page.getByRole('button', { name: 'Join with Writing, 11:00' }).click();
  await expect(block(page, /^Coding, 09:00 – 12:00/)).toBeVisible();
  expect(await recorded(compass)).toEqual(['Coding 09:00–12:00', 'Lunch 12:30–13:15']);
});

test('day: by keyboard alone', async ({ page, compass }) => {
  await aDay(compass);
  await openDay(page, compass);
  await block(page, /^Coding/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(block(page, /^Writing/)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(block(page, /^Deep Work/)).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(block(page, /^Coding/)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Category' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(page.getByLabel('Start')).toBeFocused();
  await page.keyboard.type('0845');
  await page.keyboard.press('Enter');
  await expect(block(page, /^Coding, 08:45 – 11:00/)).toBeVisible();
  await block(page, /^Writing/).focus();
  await page.keyboard.press('Delete');
  await expect(block(page, /^Writing/)).toBeHidden();
  expect(await recorded(compass)).toEqual(['Coding 08:45–11:00', 'Lunch 12:30–13:15']);
  // The delete key of a Mac.
  await block(page, /^Lunch/).focus();
  await page.keyboard.press('Backspace');
  await expect(block(page, /^Lunch/)).toBeHidden();
  await page.keyboard.press('u');
  await expect(block(page, /^Lunch/)).toBeVisible();
  await page.keyboard.press('u');
  await expect(block(page, /^Writing/)).toBeVisible();
});

test('day: fills a gap, told before what that adds', async ({ page, compass }) => {
  await aDay(compass);
  await openDay(page, compass);
  await page.getByRole('button', { name: 'Fill 12:00 – 12:30, 30 min free' }).click();
  await page.getByText('As before').click();
  const panel = page.getByRole('complementary');
  await expect(panel).toContainText('Writing 12:00 – 12:30 is added');
  await panel.getByRole('button', { name: 'Fill' }).click();
  await expect(block(page, /^Writing, 12:00 – 12:30/)).toBeVisible();
});

test('day: shows what another client changes, at once', async ({ page, compass }) => {
  await openDay(page, compass);
  const id = await record(compass, { category: 'Reading', from: '16:00', to: '17:00' });
  await expect(block(page, /^Reading, 16:00 – 17:00/)).toBeVisible();
  await compass.client.editSlice(id, { category: 'Running' });
  await expect(block(page, /^Running, 16:00 – 17:00/)).toBeVisible();
});

test('day: a step to another day leaves the selection behind', async ({ page, compass }) => {
  await aDay(compass);
  const heading = page.getByRole('heading', { level: 1 });
  await openDay(page, compass);
  await block(page, /^Coding/).click();
  await expect(block(page, /^Coding/)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('j');
  await expect(heading).toContainText('6 Nov');
  await expect(page.getByRole('complementary', { name: 'Coding' })).toBeHidden();
  await page.keyboard.press('k');
  await expect(heading).toContainText('5 Nov');
  await expect(block(page, /^Coding/)).toHaveAttribute('aria-pressed', 'false');
});

test('day: what runs grows, and a day of 25 hours is drawn as one', async ({
  page,
  compass,
}, testInfo) => {
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding', at: '-90m' });
  await page.goto(`${compass.address}/day`);
  await expect(block(page, /^Coding, since .*running/)).toBeVisible();
  await expectGoodLooks(page, 'day-today', testInfo);
  await page.goto(`${compass.address}/day?date=2026-10-25`);
  await expect(page.getByText('Clocks went back 1 h')).toBeVisible();
  const height = await page.getByText('Clocks went back 1 h').locator('..').boundingBox();
  expect(height?.height).toBe(25 * 60);
  if (!isPhone(page)) await expectGoodLooks(page, 'day-25-hours', testInfo);
});
