/** Where a page of a list ended, as an opaque text, and the address of the next one. */
import { BadRequest } from '../http/errors.ts';
import type { SliceCursor } from '../store/sliceViews.ts';

function writeCursor({ startAt, id }: SliceCursor): string {
  return Buffer.from(`${startAt}.${id}`).toString('base64url');
}

export function readCursor(text: string): SliceCursor {
  const [, startAt, id] =
    /^(-?\d{1,15})\.([\w-]+)$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (id === undefined) throw new BadRequest('That is no cursor of ours. Follow the Link header.');
  return { startAt: Number(startAt), id };
}

/** Relative, so that it holds behind any proxy; all other parameters stay as they were sent. */
export function linkToNext(url: string, next: SliceCursor): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', writeCursor(next));
  return `<${path}?${parameters}>; rel="next"`;
}
