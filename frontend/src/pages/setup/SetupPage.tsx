/** How this Compass is set up: Toggl, days, favourites, phones, tokens, automations, copies. */
import { Button, Stack } from '@mantine/core';
import { Page } from '../../components/Page.tsx';
import { useSignOut } from '../../server/session.ts';
import { Automations } from './Automations.tsx';
import { Copies } from './Copies.tsx';
import { DayRulesForm } from './DayRulesForm.tsx';
import { Favorites } from './Favorites.tsx';
import { PhonePairing } from './PhonePairing.tsx';
import { TogglConnection } from './TogglConnection.tsx';
import { Tokens } from './Tokens.tsx';

export function SetupPage() {
  const signOut = useSignOut();
  return (
    <Page
      title="Set-up"
      actions={
        <Button variant="default" onClick={() => signOut.mutate()}>
          Sign out
        </Button>
      }
    >
      <Stack>
        <TogglConnection />
        <DayRulesForm />
        <Favorites />
        <PhonePairing />
        <Tokens />
        <Automations />
        <Copies />
      </Stack>
    </Page>
  );
}
