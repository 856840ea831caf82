/** Triggers that start and stop time, and the rules between automations. */
import { Anchor, Group, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import type { TriggerKind } from '../../../../core/automations/trigger.ts';
import { QueryView } from '../../components/QueryView.tsx';
import { Section } from '../../components/Section.tsx';
import {
  type RuleMode,
  usePauseTrigger,
  useRules,
  useSetRuleMode,
  useTriggers,
} from '../../server/automations.ts';

export function Automations() {
  return (
    <>
      <Triggers />
      <Rules />
    </>
  );
}

const kindNames: Readonly<Record<TriggerKind, string>> = {
  FOCUS: 'Focus mode',
  NFC: 'NFC tag',
  PLACE: 'Place',
  SHORTCUT: 'Shortcut',
  WEBHOOK: 'Webhook',
};

/** They are made by programs: a page of the server itself lists the requests. */
function MadeByRequest() {
  return (
    <>
      made by <Anchor href="/docs">a request to the server</Anchor>
    </>
  );
}

function Triggers() {
  const pause = usePauseTrigger();
  return (
    <Section
      title="Triggers"
      about="Focus modes, tags and shortcuts by name. One that is off begins nothing."
    >
      <QueryView
        query={useTriggers()}
        isEmpty={(triggers) => triggers.length === 0}
        empty={
          <Text c="dimmed">
            None yet: they are <MadeByRequest />.
          </Text>
        }
      >
        {(triggers) => (
          <Stack gap="xs">
            {triggers.map(({ id, name, kind, origin, isPaused }) => (
              <Group key={id} justify="space-between" gap="sm">
                <Stack gap={0}>
                  <Text>{name}</Text>
                  <Text size="sm" c="dimmed">
                    {kindNames[kind]}
                    {origin === 'file' ? ', from the file' : ''}
                  </Text>
                </Stack>
                <Switch
                  aria-label={`Trigger ${name}`}
                  label={isPaused ? 'Off' : 'On'}
                  labelPosition="left"
                  checked={!isPaused}
                  onChange={({ currentTarget }) =>
                    pause.mutate({ name, isPaused: !currentTarget.checked })
                  }
                />
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}

const modes: readonly Readonly<{ value: RuleMode; label: string }>[] = [
  { value: 'on', label: 'On' },
  { value: 'trial', label: 'On trial: only tells' },
  { value: 'off', label: 'Off' },
];

function Rules() {
  const setMode = useSetRuleMode();
  return (
    <Section
      title="Rules"
      about="What an automation may begin or end. The first that fits decides."
    >
      <QueryView
        query={useRules()}
        isEmpty={(rules) => rules.length === 0}
        empty={
          <Text c="dimmed">
            None: every automation may do what it says. Rules are <MadeByRequest />.
          </Text>
        }
      >
        {(rules) => (
          <Stack gap="xs">
            {rules.map(({ id, name, mode }) => (
              <Group key={id} justify="space-between" gap="sm">
                <Text>{name}</Text>
                <NativeSelect
                  aria-label={`Rule ${name}`}
                  data={[...modes]}
                  value={mode}
                  onChange={({ currentTarget }) =>
                    setMode.mutate({ name, mode: currentTarget.value as RuleMode })
                  }
                />
              </Group>
            ))}
          </Stack>
        )}
      </QueryView>
    </Section>
  );
}
