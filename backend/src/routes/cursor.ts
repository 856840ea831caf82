/**
 * Where a page of a list ended, as an opaque text, and the address of the next one. Lists are
 * sorted by an instant or by a civil day, and by id where several share it.
 */
import { BadRequest } from '../http/errors.ts';

type Place<By> = Readonly<{ by: By; id: string }>;

function writeCursor({ by, id }: Place<number | string>): string {
  return Buffer.from(`${by}.${id}`).toString('base64url');
}

export function readInstantCursor(text: string): Place<number> {
  const { by, id } = readPlace(text, /^(-?\d{1,15})\.([\w-]+)$/);
  return { by: Number(by), id };
}

export function readDayCursor(text: string): Place<string> {
  return readPlace(text, /^(\d{4}-\d\d-\d\d)\.([\w-]+)$/);
}

function readPlace(text: string, form: RegExp): Place<string> {
  const [, by, id] = form.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (by !== undefined && id !== undefined) return { by, id };
  throw new BadRequest('That is no cursor of ours. Follow the Link header.');
}

/** Relative, so that it holds behind any proxy; all other parameters stay as they were sent. */
export function linkToNext(url: string, place: Place<number | string>): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', writeCursor(place));
  return `<${path}?${parameters}>; rel="next"`;
}
