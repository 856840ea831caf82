/** Who may use this server, what for and until when. */
import { Alert, Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { ownerTokenId } from '../../../../contract/tokens.ts';
import { invariant } from '../../../../core/invariant.ts';
import { type DayRules, dayRange } from '../../../../core/time/day.ts';
import { Confirmation } from '../../components/Confirmation.tsx';
import { Failure } from '../../components/Failure.tsx';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import { useAccount } from '../../server/account.ts';
import { type Token, useCreateToken, useRevokeToken, useTokens } from '../../server/tokens.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { ScopeSelect, scopeName } from './ScopeSelect.tsx';

export function Tokens() {
  return (
    <Section title="Tokens" about="Browsers, phones and programs that may use this server.">
      <QueryView
        query={useTokens()}
        isEmpty={(tokens) => tokens.length === 0}
        empty={<Text c="dimmed">There is none but the owner’s secret.</Text>}
      >
        {(tokens) => (
          <Stack gap="sm">
            {tokens.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </Stack>
        )}
      </QueryView>
      <NewToken />
    </Section>
  );
}

function TokenRow({ token }: { token: Token }) {
  const words = useWords();
  const { id, name, kind, scope, expiresAt, lastUsedAt } = token;
  const until = expiresAt === null ? 'for ever' : `until ${words.dayOfYear(expiresAt)}`;
  const used = lastUsedAt === null ? 'never used' : `last used ${words.dayAndTime(lastUsedAt)}`;
  return (
    <Group gap="sm" wrap="nowrap">
      <Stack gap={0} flex={1}>
        <Text>{name}</Text>
        <Text size="sm" c="dimmed">
          {[kind === 'session' ? 'A browser' : 'A secret', scopeName(scope), until, used].join(
            ' · ',
          )}
        </Text>
      </Stack>
      {id === ownerTokenId ? null : <Revoke token={token} />}
    </Group>
  );
}

function Revoke({ token: { id, name, kind } }: { token: Token }) {
  const [isAsked, setAsked] = useState(false);
  const revoke = useRevokeToken();
  const done = () => setAsked(false);
  return (
    <>
      <Button variant="default" aria-label={`Revoke ${name}`} onClick={() => setAsked(true)}>
        Revoke
      </Button>
      <Confirmation
        title={`Revoke ${name}`}
        confirm="Revoke"
        isBusy={revoke.isPending}
        onCancel={done}
        onConfirm={() => revoke.mutate(id, { onSettled: done })}
      >
        {isAsked ? (
          <Text>
            {kind === 'session'
              ? 'That browser is signed out, also if it is this one.'
              : 'Its secret opens nothing any more. Whatever uses it needs a new one.'}
          </Text>
        ) : null}
      </Confirmation>
    </>
  );
}

function NewToken() {
  const [name, setName] = useState('');
  const [scope, setScope] = useState('track');
  const [lastDay, setLastDay] = useState('');
  const create = useCreateToken();
  const { data: days } = useAccount();
  invariant(days !== undefined, 'Pages are drawn once the account is known.');
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    const expiresAt = lastDay === '' ? null : endOf(lastDay, days);
    create.mutate({ name, scope, expiresAt }, { onSuccess: () => setName('') });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Failure error={create.error} />
        <Group gap="sm" align="flex-end">
          <TextInput
            label="Name of a new token"
            required
            value={name}
            onChange={({ currentTarget }) => setName(currentTarget.value)}
          />
          <ScopeSelect scope={scope} choose={setScope} />
          <TextInput
            type="date"
            label="Last day"
            value={lastDay}
            onChange={({ currentTarget }) => setLastDay(currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={create.isPending}>
            Make a token
          </Button>
        </Group>
        {create.data?.secret ? (
          <Alert color="teal" role="status">
            The secret of {create.data.name}, shown this once: <Code>{create.data.secret}</Code>
          </Alert>
        ) : null}
      </Stack>
    </form>
  );
}

/** The end of that day as the account's days end. */
function endOf(day: string, days: DayRules): string {
  return new Date(dayRange(day, days).endAt).toISOString();
}
