/** The Link header of a page that is cut. */

/** Relative, so that it holds behind any proxy; all other parameters stay as they were sent. */
export function nextPage(url: string, cursor: string): string {
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', cursor);
  return `<${path}?${parameters}>; rel="next"`;
}
