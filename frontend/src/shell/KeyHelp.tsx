/** Every key and what it does. */
import { Modal, Stack, Table, Title } from '@mantine/core';
import type { Action } from './actions.ts';
import { Keys } from './Keys.tsx';

type KeyHelpProps = Readonly<{
  actions: readonly Action[];
  close: () => void;
}>;

const groups = ['Now', 'Start', 'Pages', 'App'] as const;

export function KeyHelp({ actions, close }: KeyHelpProps) {
  return (
    <Modal opened onClose={close} title="Keys" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        {groups.map((group) => (
          <Group key={group} title={group} actions={actions.filter((one) => one.group === group)} />
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
