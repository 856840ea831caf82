/** Every key and what it does, and whether keys alone do anything. */
import { Modal, Stack, Switch, Table, Title } from '@mantine/core';
import type { Action } from './actions.ts';
import { Keys } from './Keys.tsx';
import { useSingleKeys } from './useSingleKeys.ts';

type KeyHelpProps = Readonly<{
  actions: readonly Action[];
  close: () => void;
}>;

const groups = [
  { group: 'Page', title: 'This page' },
  { group: 'Now', title: 'Now' },
  { group: 'Start', title: 'Start' },
  { group: 'Pages', title: 'Pages' },
  { group: 'App', title: 'App' },
] as const satisfies readonly { group: Action['group']; title: string }[];

export function KeyHelp({ actions, close }: KeyHelpProps) {
  const { areOn, turn } = useSingleKeys();
  return (
    <Modal opened onClose={close} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Switch
          label="Keys without Ctrl"
          description="Off, Ctrl+K still finds every action, and this list by its name."
          checked={areOn}
          onChange={({ currentTarget }) => turn(currentTarget.checked)}
        />
        {groups.map(({ group, title }) => (
          <Group key={group} title={title} actions={actions.filter((one) => one.group === group)} />
        ))}
      </Stack>
    </Modal>
  );
}

function Group({ title, actions }: { title: string; actions: readonly Action[] }) {
  const keyed = actions.filter(({ keys }) => keys !== null);
  if (keyed.length === 0) return null;
  return (
    <section>
      <Title order={3} size="sm">
        {title}
      </Title>
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {keyed.map(({ id, label, keys }) => (
            <Table.Tr key={id}>
              <Table.Td w="6rem">
                <Keys keys={keys ?? ''} />
              </Table.Td>
              <Table.Td>{label}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
