/** The first visit: the link that the server printed signs in by itself, the secret by hand. */
import {
  Button,
  Center,
  Code,
  Loader,
  Paper,
  PasswordInput,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { useSignIn } from '../../server/session.ts';

/** `code` is that of the link; null where somebody comes without one. */
export function SignInPage({ code }: { code: string | null }) {
  const navigate = useNavigate();
  const signIn = useSignIn();
  const sent = useRef<string | null>(null);
  const { mutate, isSuccess } = signIn;
  useEffect(() => {
    // A code opens once: a second drawing of the page must not send it again.
    if (code === null || sent.current === code) return;
    sent.current = code;
    mutate({ code });
  }, [code, mutate]);
  useEffect(() => {
    if (isSuccess && code !== null) void navigate({ to: '.', hash: '', replace: true });
  }, [isSuccess, code, navigate]);
  return (
    <Center component="main" mih="100dvh" p="md">
      <title>Sign in · Compass</title>
      <Paper withBorder p="xl" w="100%" maw="26rem">
        <Stack>
          <Title order={1} size="h3">
            Sign in to Compass
          </Title>
          {signIn.isPending ? <Loader aria-label="Signing in" /> : null}
          <SecretForm error={signIn.error} send={(secret) => mutate({ secret })} />
          <Text c="dimmed" size="sm">
            The server printed the secret at its first start. <Code>npm run sign-in</Code> prints a
            link there that signs a browser in without it.
          </Text>
        </Stack>
      </Paper>
    </Center>
  );
}

type SecretFormProps = Readonly<{ error: Error | null; send: (secret: string) => void }>;

function SecretForm({ error, send }: SecretFormProps) {
  const [secret, setSecret] = useState('');
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (secret !== '') send(secret);
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Failure error={error} />
        <PasswordInput
          label="Secret"
          autoComplete="current-password"
          value={secret}
          onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        />
        <Button type="submit">Sign in</Button>
      </Stack>
    </form>
  );
}
