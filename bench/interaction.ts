/**
 * One interaction with a page, done again and again, and how long each answer took.
 *
 * Invariant: it ends. An answer that does not come is told with the name of what was asked, and
 * what the page had to say about it stands above.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { WebTimes } from './webTimes.ts';

/** Far beyond any answer, on a machine that is busy too. */
const patienceMs = 20_000;

type Interaction = Readonly<{
  name: string;
  ready?: () => Promise<void>;
  act: () => Promise<void>;
  /** Script that answers a function: whether the answer is there. */
  shown: string;
}>;

export async function times(
  page: Page,
  count: number,
  interaction: Interaction,
): Promise<WebTimes> {
  const { name } = interaction;
  const timesMs: number[] = [];
  while (timesMs.length < count) {
    // Bounded out here and not in the page, whose own timers stand still when it does.
    const silence = sleep(patienceMs, null, { ref: false });
    const timeMs = await Promise.race([timeOf(page, interaction), silence]);
    if (timeMs === null) {
      const turn = `${timesMs.length + 1} of ${count}`;
      throw new Error(`${name}, ${turn}: no answer within ${patienceMs / 1000} s.`);
    }
    timesMs.push(timeMs);
  }
  return { name, timesMs };
}

/** React catches what a page throws and writes it to the console. */
export function tellErrors(page: Page): void {
  const tell = (text: string) => process.stderr.write(`The page: ${text}\n`);
  page.on('pageerror', ({ message }) => tell(message));
  page.on('console', (message) => {
    if (message.type() === 'error') tell(message.text());
  });
}

async function timeOf(page: Page, { ready, act, shown }: Interaction): Promise<number> {
  await ready?.();
  await page.evaluate(listening(shown));
  await act();
  return page.evaluate<number>('answered');
}

/**
 * Hears the next input; `answered` in the page is then the time it took. Text, as the browser's
 * types are none of this program's.
 */
function listening(shown: string): string {
  return `globalThis.answered = new Promise((resolve) => {
    const isShown = ${shown};
    const kinds = ['keydown', 'wheel'];
    const hear = (event) => {
      for (const kind of kinds) removeEventListener(kind, hear, true);
      const look = () => requestAnimationFrame(() => {
        if (!isShown()) return look();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - event.timeStamp);
        port2.postMessage(null);
      });
      look();
    };
    for (const kind of kinds) addEventListener(kind, hear, { capture: true, passive: true });
  }); undefined`;
}
