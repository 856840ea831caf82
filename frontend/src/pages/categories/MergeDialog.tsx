/** Makes all of a category part of another: what moves and what it costs is told before. */
import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Failure } from '../../components/Failure.tsx';
import { type Category, useMergeCategory, useMergePrice } from '../../server/categories.ts';
import { mergePriceText } from './mergePriceText.ts';

type MergeDialogProps = Readonly<{
  /** Null: nothing is merged. */
  category: Category | null;
  others: readonly Category[];
  close: () => void;
}>;

export function MergeDialog({ category, others, close }: MergeDialogProps) {
  return (
    <Modal
      opened={category !== null}
      onClose={close}
      title={category === null ? '' : `Merge ${category.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      centered
    >
      {category === null ? null : (
        <MergeForm key={category.id} category={category} others={others} close={close} />
      )}
    </Modal>
  );
}

function MergeForm({ category, others, close }: MergeDialogProps & { category: Category }) {
  const [into, setInto] = useState<string | null>(null);
  const price = useMergePrice();
  const merge = useMergeCategory();
  const error = merge.error ?? price.error;
  const choose = (id: string | null) => {
    setInto(id);
    price.reset();
    if (id !== null) price.mutate({ id: category.id, into: id });
  };
  return (
    <Stack>
      <Select
        label="Into"
        searchable
        data-autofocus
        value={into}
        data={others
          .filter(({ id }) => id !== category.id)
          .map(({ id, name }) => ({ value: id, label: name }))}
        onChange={choose}
      />
      <Failure error={error} />
      {price.data === undefined ? null : <Text role="status">{mergePriceText(price.data)}</Text>}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={close}>
          Cancel
        </Button>
        <Button
          disabled={into === null || price.data === undefined}
          loading={merge.isPending}
          onClick={() =>
            into !== null && merge.mutate({ id: category.id, into }, { onSuccess: close })
          }
        >
          Merge
        </Button>
      </Group>
    </Stack>
  );
}
