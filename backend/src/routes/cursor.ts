/** Where a page of slices ended, as an opaque text. */
import { BadRequest } from '../http/errors.ts';
import type { SliceCursor } from '../store/sliceViews.ts';

export function writeCursor({ startAt, id }: SliceCursor): string {
  return Buffer.from(`${startAt}.${id}`).toString('base64url');
}

export function readCursor(text: string): SliceCursor {
  const [, startAt, id] =
    /^(-?\d{1,15})\.([\w-]+)$/.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (id === undefined) throw new BadRequest('That is no cursor of ours. Follow the Link header.');
  return { startAt: Number(startAt), id };
}
