/** How a page looks and reads: pictures of both themes to look at, and the rules of WCAG 2.2 AA. */
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, type TestInfo } from '@playwright/test';

const themes = ['light', 'dark'] as const;
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What another theme can break that the first one does not. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];
const screens = join(import.meta.dirname, '../../reports/screens');

/**
 * Keeps `reports/screens/<project>/<name>-<theme>.png` of the page as it stands, and finds nothing
 * that breaks WCAG 2.2 AA in either theme.
 */
export async function expectGoodLooks(page: Page, name: string, { project }: TestInfo) {
  const viewport = page.viewportSize();
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
    await showAll(page);
    await page.evaluate(finishTransitions);
    await page.screenshot({ path: join(screens, project.name, `${name}-${colorScheme}.png`) });
    const axe = new AxeBuilder({ page });
    const asked = colorScheme === themes[0] ? axe.withTags(standard) : axe.withRules(rulesOfColour);
    const { violations } = await asked.analyze();
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`);
    expect(found).toEqual([]);
  }
  if (viewport !== null) await page.setViewportSize(viewport);
}

/** Text, as the browser's types are none of this program's. */
const finishTransitions = `for (const animation of document.getAnimations()) {
  if (animation instanceof CSSTransition) animation.finish();
}`;

/** A window as high as the page: what sticks to an edge covers nothing of the picture. */
async function showAll(page: Page): Promise<void> {
  const viewport = page.viewportSize();
  if (viewport === null) return;
  const { height } = (await page.locator('body').boundingBox()) ?? viewport;
  await page.setViewportSize({ ...viewport, height: Math.ceil(Math.max(viewport.height, height)) });
}
