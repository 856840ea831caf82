/** Whether a dry run is asked for: in the query or in the body. Where either says so, it is one. */
export type Dryable = Readonly<{
  query: Readonly<{ dryRun?: boolean | undefined }>;
  body?: unknown;
}>;

export function isDryRun({ query, body }: Dryable): boolean {
  if (query.dryRun === true) return true;
  return typeof body === 'object' && body !== null && 'dryRun' in body && body.dryRun === true;
}
