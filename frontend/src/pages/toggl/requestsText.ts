/** `1 request`, `3 requests`. */
export function requestsText(count: number): string {
  return count === 1 ? '1 request' : `${count} requests`;
}
