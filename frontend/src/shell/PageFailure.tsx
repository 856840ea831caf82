/** A page that broke, or whose files a newer build has replaced: loading it anew mends both. */
import { ErrorState } from '../components/ErrorState.tsx';

export function PageFailure({ error }: { error: unknown }) {
  return (
    <ErrorState
      error={error instanceof Error ? error : new Error(String(error))}
      retry={() => location.reload()}
    />
  );
}
