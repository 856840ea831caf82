/** Where a page of a list ended, as an opaque text, and the address of the next one. */
import { BadRequest } from '../http/errors.ts';
import type { ReviewCursor } from '../store/reviews.ts';
import type { SliceCursor } from '../store/sliceViews.ts';

export function writeCursor({ startAt, id }: SliceCursor): string {
  return Buffer.from(`${startAt}.${id}`).toString('base64url');
}

export function readCursor(text: string): SliceCursor {
  const [, startAt, id] =
    /^(-?\d{1,15})\.([\w-]+)$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (id === undefined) throw noCursor();
  return { startAt: Number(startAt), id };
}

/** Relative, so that it holds behind any proxy; all other parameters stay as they were sent. */
export function linkToNext(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `<${path}?${parameters}>; rel="next"`;
}

export function writeReviewCursor({ firstDay, id }: ReviewCursor): string {
  return Buffer.from(`${firstDay}.${id}`).toString('base64url');
}

export function readReviewCursor(text: string): ReviewCursor {
  const [, firstDay, id] =
    /^(\d{4}-\d\d-\d\d)\.([\w-]+)$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (firstDay === undefined || id === undefined) throw noCursor();
  return { firstDay, id };
}

function noCursor(): BadRequest {
  return new BadRequest('That is no cursor of ours. Follow the Link header.');
}
