import { expect, type Page } from '@playwright/test';
import { test } from './compass.ts';
import { expectGoodLooks } from './looks.ts';
import { liveThroughAMorning, runsForASecond } from './morning.ts';

const activity = (page: Page) => page.getByRole('region', { name: 'Activity' });
const timery = (page: Page) => page.getByRole('region', { name: 'Timery' });
const notice = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words });
const start = (page: Page, name: string) =>
  page.getByRole('button', { name: `Start ${name}`, exact: true });

test('shows what runs and what Timery shows of it', async ({ page, compass }, testInfo) => {
  await liveThroughAMorning(compass.client);
  await compass.whenProjected();
  await page.reload();
  await expect(activity(page)).toContainText('Coding');
  await expect(activity(page)).toContainText('38:');
  await expect(page.getByRole('region', { name: 'Work mode' })).toContainText('Deep Work');
  await expect(page.getByRole('button', { name: 'Start Deep coding' })).toBeVisible();
  await expect(timery(page)).toHaveText(/^Timery shows Coding, since \d\d:\d\d\.$/);
  await expectGoodLooks(page, 'now', testInfo);
});

test('is calm where nothing was tracked yet', async ({ page }, testInfo) => {
  await expect(page.getByRole('heading', { name: 'Nothing was tracked yet' })).toBeVisible();
  await expectGoodLooks(page, 'now-first-visit', testInfo);
});

test('starts by a name, switches and stops with one tap each', async ({ page, compass }) => {
  const search = page.getByRole('textbox', { name: 'Start anything' });
  await search.fill('Reading');
  await search.press('Enter');
  await expect(activity(page)).toContainText('Reading');
  await expect(activity(page)).toContainText(runsForASecond);
  await search.fill('Coding');
  await search.press('Enter');
  await expect(activity(page)).toContainText('Coding');
  await start(page, 'Reading').click();
  await expect(activity(page)).toContainText('Reading');
  await expect.poll(() => compass.primary()).toBe('Reading');
  await activity(page).getByRole('button', { name: 'Stop' }).click();
  await expect(activity(page)).toContainText('Nothing runs');
  await expect.poll(() => compass.primary()).toBeNull();
});

test('begins something some minutes ago, and moves the start of what runs', async ({
  page,
  compass,
}) => {
  await compass.client.createCategory({ name: 'Coding' });
  await page.getByText('−15 min').click();
  const search = page.getByRole('textbox', { name: 'Start anything' });
  await search.fill('Coding');
  await search.press('Enter');
  await expect(activity(page)).toContainText('15:0');
  await page.getByRole('button', { name: 'Began earlier' }).click();
  await page.getByRole('menuitem', { name: '−30 min' }).click();
  await expect(activity(page)).toContainText('45:0');
  await search.fill('Mail');
  await search.press('Enter');
  await expect(activity(page)).toContainText('Mail');
  await page.getByRole('button', { name: 'Began earlier' }).click();
  await expect(page.getByRole('menuitem', { name: '−30 min' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: '−60 min' })).toBeHidden();
});

test('stops as of some time ago, and takes that back', async ({ page, compass }) => {
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding', at: '-20m' });
  await activity(page).getByRole('button', { name: 'Ended earlier' }).click();
  await expect(page.getByRole('menuitem', { name: '−30 min' })).toBeHidden();
  await page.getByRole('menuitem', { name: '−15 min' }).click();
  await expect(activity(page)).toContainText('Nothing runs');
  await expect
    .poll(async () => {
      const slices = await compass.client.slices({ limit: '1' });
      const [last] = slices.ok ? slices.body : [];
      return last?.end == null ? null : Math.round((Date.parse(last.end) - Date.now()) / 60_000);
    })
    .toBe(-15);
  await page.getByRole('main').getByRole('button', { name: 'Undo' }).click();
  await expect(activity(page)).toContainText('Coding');
});

test('offers a switch as of a time alone from which it ends what runs', async ({
  page,
  compass,
}) => {
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding', at: '-10m' });
  await expect(activity(page)).toContainText('Coding');
  const moments = page.getByRole('radiogroup', { name: 'When it began' });
  await expect(moments.getByRole('radio', { name: '−5 min' })).toBeAttached();
  await expect(moments.getByRole('radio', { name: '−15 min' })).toHaveCount(0);
});

test('brings an archived category back by its name', async ({ page, compass }) => {
  const made = await compass.client.createCategory({ name: 'Old job' });
  if (!made.ok) throw new Error(made.error.message);
  await compass.client.editCategory(made.body.id, { isArchived: true });
  await page.reload();
  const search = page.getByRole('textbox', { name: 'Start anything' });
  await search.fill('old job');
  await expect(page.getByRole('option', { name: 'Bring back Old job' })).toBeVisible();
  await search.press('Enter');
  await expect.poll(() => compass.primary()).toBe('Old job');
});

test('takes a tap back from its notice', async ({ page, compass }) => {
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding' });
  await activity(page).getByRole('button', { name: 'Stop' }).click();
  await notice(page, 'Stopped Coding').getByRole('button', { name: 'Undo' }).click();
  await expect(activity(page)).toContainText('Coding');
  await expect.poll(() => compass.primary()).toBe('Coding');
});

test('shows at once what another client does', async ({ page, compass }) => {
  await expect(activity(page)).toContainText('Nothing runs');
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding' });
  await expect(activity(page)).toContainText('Coding');
  await compass.client.start({ dimension: 'SOCIAL', category: 'Call' });
  await expect(page.getByRole('region', { name: 'Social' })).toContainText('Call');
  await compass.client.stop({ dimension: 'PRIMARY' });
  await expect(activity(page)).toContainText('Nothing runs');
});

test('keeps a note of what runs', async ({ page, compass }) => {
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding' });
  const note = page.getByRole('textbox', { name: 'Note' });
  await expect(note).toBeEnabled();
  await note.fill('the parser');
  await note.press('Enter');
  await expect(notice(page, 'Changed.')).toBeVisible();
  await page.reload();
  await expect(note).toHaveValue('the parser');
});

test('keeps what was typed of an activity that another one takes the place of', async ({
  page,
  compass,
}) => {
  // Of before: what began in the same second would be taken over whole.
  const coding = { dimension: 'PRIMARY', category: 'Coding', at: '-5m' } as const;
  const begun = await compass.client.start(coding);
  const note = page.getByRole('textbox', { name: 'Note' });
  await expect(note).toBeEnabled();
  await note.pressSequentially('the parser');
  await note.press('Shift+Enter');
  await note.pressSequentially('and its tests');
  await compass.client.start({ dimension: 'PRIMARY', category: 'Mail' });
  await expect(note).toHaveValue('');
  await expect
    .poll(async () => {
      const slices = await compass.client.slices({ limit: '2' });
      const kept = slices.ok && begun.ok && slices.body.find(({ id }) => id === begun.body.id);
      return kept === false ? undefined : kept?.note;
    })
    .toBe('the parser\nand its tests');
});

test('tells that Toggl is away, and that it is back', async ({ page, compass }) => {
  compass.wire.isCut = true;
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding' });
  await expect(timery(page)).toContainText('Timery shows nothing running.');
  await expect(timery(page)).toContainText(/Toggl/);
  await expect(activity(page)).toContainText('Coding');
  compass.wire.isCut = false;
  await expect(timery(page)).toHaveText(/^Timery shows Coding/, { timeout: 40_000 });
});

test('tracks here what was started in Timery', async ({ page, compass }) => {
  await compass.client.start({ dimension: 'PRIMARY', category: 'Coding', at: '-5m' });
  await expect(timery(page)).toHaveText(/^Timery shows Coding/);
  compass.human.start('Call from the school');
  await compass.client.importToggl({});
  await expect(timery(page)).toContainText('It was started there.');
  await timery(page).getByRole('button', { name: 'Track it here' }).click();
  await expect(timery(page)).toHaveText(/^Timery shows Call from the school, since/);
  expect(await compass.primary()).toBe('Call from the school');
});
