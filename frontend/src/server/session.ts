/** Who uses this browser, and signing in and out. The cookie itself is out of reach of scripts. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Api, bodyOf, Refusal } from './api.ts';
import { queryKeys } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

/** Null: nobody is signed in. */
function sessionQuery(api: Api) {
  return queryOptions({
    queryKey: queryKeys.session,
    queryFn: () => bodyOf(api.session()).catch(nullIfSignedOut),
    meta: { isKeptOffline: true },
  });
}

function nullIfSignedOut(error: unknown): null {
  if (error instanceof Refusal && error.status === 401) return null;
  throw error;
}

export function useSession() {
  return useQuery(sessionQuery(useServer().api));
}

type SignInProof = Readonly<{ secret: string }> | Readonly<{ code: string }>;

export function useSignIn() {
  const { api, taps } = useServer();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (proof: SignInProof) => bodyOf(api.signIn(proof)),
    meta: { isTold: false },
    onSuccess: (session) => {
      queryClient.setQueryData(queryKeys.session, session);
      void taps.send();
    },
  });
}

export function useSignOut() {
  const { api, live } = useServer();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => bodyOf(api.signOut()),
    onSuccess: () => {
      live.stop();
      queryClient.setQueryData(queryKeys.session, null);
      // What the next person must not see. The session stays: it is what the app is drawn by.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  });
}
