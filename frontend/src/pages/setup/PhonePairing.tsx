/** A token for a phone, brought there by a code that its camera reads. */
import { Alert, Button, Code, Group, Image, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { Section } from '../../components/Section.tsx';
import { usePairPhone } from '../../server/tokens.ts';
import { isOnlyHere } from './onlyHere.ts';
import { ScopeSelect } from './ScopeSelect.tsx';

export function PhonePairing() {
  const [name, setName] = useState('Phone');
  const [scope, setScope] = useState('track');
  const pair = usePairPhone();
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    pair.mutate({ name, scope });
  };
  return (
    <Section
      title="Phone"
      about="A token, as a code for a Shortcut to scan: the guide on Shortcuts has the steps."
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Failure error={pair.error} />
          <Group gap="sm" align="flex-end">
            <TextInput
              label="Name"
              required
              value={name}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <ScopeSelect scope={scope} choose={setScope} />
            <Button type="submit" variant="default" loading={pair.isPending}>
              Show a code
            </Button>
          </Group>
        </Stack>
      </form>
      {pair.data === undefined ? null : <PairingCode {...pair.data} hide={pair.reset} />}
    </Section>
  );
}

type PairingCodeProps = Readonly<{
  url: string;
  svg: string | null;
  secret: string | null;
  hide: () => void;
}>;

function PairingCode({ url, svg, secret, hide }: PairingCodeProps) {
  return (
    <Stack gap="sm" align="flex-start">
      {isOnlyHere(url) ? (
        <Alert color="yellow" role="status">
          A phone cannot reach <Code>{url}</Code>, which is this machine alone. Set{' '}
          <Code>PUBLIC_URL</Code> to an address that it can reach, start the server again and pair
          anew: the guide on reaching the server has the steps.
        </Alert>
      ) : null}
      {svg === null ? null : (
        <Image
          src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
          alt="Code with the address and the secret"
          w={220}
          bg="white"
        />
      )}
      <Text>
        Or type the address <Code>{url}</Code> and the secret <Code>{secret}</Code>. It is shown
        this once.
      </Text>
      <Button variant="default" onClick={hide}>
        Hide it
      </Button>
    </Stack>
  );
}
