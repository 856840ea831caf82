/** One query in its four states, so that no page forgets one of them. */
import type { ReactNode } from 'react';
import { ErrorState } from './ErrorState.tsx';
import { LoadingState } from './LoadingState.tsx';

type ShownQuery<Data> = Readonly<{
  data: Data | undefined;
  error: Error | null;
  refetch: () => unknown;
}>;

type QueryViewProps<Data> = Readonly<{
  query: ShownQuery<Data>;
  isEmpty?: (data: Data) => boolean;
  /** Shown in place of the children where there is nothing. */
  empty?: ReactNode;
  loading?: ReactNode;
  children: (data: Data) => ReactNode;
}>;

export function QueryView<Data>({ query, children, ...states }: QueryViewProps<Data>) {
  const { data, error } = query;
  // What was read before stays: a failed refresh is told by the line of the connection.
  if (data === undefined && error !== null) {
    return <ErrorState error={error} retry={() => void query.refetch()} />;
  }
  if (data === undefined) return states.loading ?? <LoadingState />;
  if (states.isEmpty?.(data) === true) return states.empty;
  return children(data);
}
