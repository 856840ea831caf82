/** Whether changes arrive as they happen. */
import { useSyncExternalStore } from 'react';
import { useServer } from './serverContext.tsx';

export function useLiveStatus() {
  const { live } = useServer();
  return useSyncExternalStore(live.subscribe, live.status);
}
