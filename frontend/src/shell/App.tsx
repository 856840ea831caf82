/** Whoever is signed in sees the pages; anybody else is asked to sign in. */
import { Center, Loader } from '@mantine/core';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ErrorState } from '../components/ErrorState.tsx';
import { SignInPage } from '../pages/setup/SignInPage.tsx';
import { useAccount } from '../server/account.ts';
import { useServer } from '../server/serverContext.tsx';
import { useSession } from '../server/session.ts';
import { WordsProvider } from '../words/wordsContext.tsx';
import { Frame } from './Frame.tsx';

export function App() {
  const code = useRouterState({ select: ({ location }) => codeIn(location.hash) });
  // Whoever follows a link is asked for nothing else first.
  return code === null ? <Known /> : <SignInPage code={code} />;
}

function codeIn(hash: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code');
}

function Known() {
  const session = useSession();
  if (session.data === undefined && session.error !== null) {
    return <ErrorState error={session.error} retry={() => void session.refetch()} />;
  }
  if (session.data === undefined) return <Waiting />;
  return session.data === null ? <SignInPage code={null} /> : <SignedIn />;
}

function SignedIn() {
  const { live } = useServer();
  const account = useAccount();
  useEffect(() => {
    live.start();
    return live.stop;
  }, [live]);
  if (account.data === undefined && account.error !== null) {
    return <ErrorState error={account.error} retry={() => void account.refetch()} />;
  }
  if (account.data === undefined) return <Waiting />;
  return (
    <WordsProvider timeZone={account.data.timeZone}>
      <Frame>
        <Outlet />
      </Frame>
    </WordsProvider>
  );
}

function Waiting() {
  return (
    <Center mih="100dvh">
      <Loader aria-label="Loading" />
    </Center>
  );
}
