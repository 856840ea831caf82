/** A list to its end, however many pages that takes. */
import type { Answer } from '../../../contract/call.ts';
import { bodyOf } from './api.ts';

type Page<Item> = Answer<readonly Item[]>;

/** `ask` is given the cursor of a page; undefined is the first. */
export async function everyPage<Item>(
  ask: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<Item[]> {
  const all: Item[] = [];
  let cursor: string | undefined;
  do {
    const asked = ask(cursor);
    all.push(...(await bodyOf(asked)));
    const answer = await asked;
    cursor = answer.ok ? cursorIn(answer.link) : undefined;
  } while (cursor !== undefined);
  return all;
}

function cursorIn(link: string | null): string | undefined {
  return /[?&]cursor=([\w-]+)[^>]*>; rel="next"/.exec(link ?? '')?.[1];
}
