/** Every key and what it does. */
import { Kbd, Modal, Stack, Table, Title } from '@mantine/core';
import type { Action } from './actions.ts';

type KeyHelpProps = Readonly<{
  actions: readonly Action[];
  opened: boolean;
  close: () => void;
}>;

const groups = ['Now', 'Start', 'Pages', 'App'] as const;

export function KeyHelp({ actions, opened, close }: KeyHelpProps) {
  return (
    <Modal
      opened={opened}
      onClose={close}
      title="Keys"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
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

export function Keys({ keys }: { keys: string }) {
  return (
    <span>
      {keys.split(' ').map((key, index) => (
        <span key={key}>
          {index === 0 ? null : ' '}
          <Kbd>{key}</Kbd>
        </span>
      ))}
    </span>
  );
}
