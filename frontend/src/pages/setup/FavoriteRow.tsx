/** One favourite: what it starts, its place among the others, and its fields when it is edited. */
import { ActionIcon, Button, Group, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { Confirmation } from '../../components/Confirmation.tsx';
import { useCategoryOf } from '../../server/categories.ts';
import { type Favorite, useDeleteFavorite, useEditFavorite } from '../../server/favorites.ts';
import { FavoriteForm } from './FavoriteForm.tsx';

type FavoriteRowProps = Readonly<{
  favorite: Favorite;
  isFirst: boolean;
  isLast: boolean;
  move: (direction: 'up' | 'down') => void;
}>;

export function FavoriteRow(props: FavoriteRowProps) {
  const { favorite } = props;
  const [isEdited, setEdited] = useState(false);
  const change = useEditFavorite();
  if (!isEdited) return <Shown {...props} edit={() => setEdited(true)} />;
  const { id, category, name, workMode } = favorite;
  return (
    <FavoriteForm
      start={{ category, name, workMode: workMode ?? '' }}
      command={change}
      submitName="Save"
      send={(typed) => change.mutate({ id, typed }, { onSuccess: () => setEdited(false) })}
    >
      <Button variant="default" onClick={() => setEdited(false)}>
        Cancel
      </Button>
    </FavoriteForm>
  );
}

function Shown({
  favorite,
  isFirst,
  isLast,
  move,
  edit,
}: FavoriteRowProps & Readonly<{ edit: () => void }>) {
  const categoryOf = useCategoryOf();
  const { name, category, workMode } = favorite;
  return (
    <Group gap="xs" wrap="nowrap">
      <CategoryBadge category={categoryOf(category)} />
      <Text flex={1} miw={0} style={{ overflowWrap: 'anywhere' }}>
        {name}
        {workMode === null ? '' : `, with ${workMode}`}
      </Text>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={`Move ${name} up`}
        disabled={isFirst}
        onClick={() => move('up')}
      >
        <IconArrowUp size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={`Move ${name} down`}
        disabled={isLast}
        onClick={() => move('down')}
      >
        <IconArrowDown size={18} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon variant="default" size="lg" aria-label={`Edit ${name}`} onClick={edit}>
        <IconPencil size={18} aria-hidden="true" />
      </ActionIcon>
      <RemoveButton favorite={favorite} />
    </Group>
  );
}

function RemoveButton({ favorite: { id, name } }: Pick<FavoriteRowProps, 'favorite'>) {
  const [isAsked, setIsAsked] = useState(false);
  const remove = useDeleteFavorite();
  return (
    <>
      <ActionIcon
        variant="default"
        size="lg"
        aria-label={`Remove ${name}`}
        onClick={() => setIsAsked(true)}
      >
        <IconTrash size={18} aria-hidden="true" />
      </ActionIcon>
      <Confirmation
        title={`Remove ${name}?`}
        confirm="Remove"
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate(id, { onSuccess: () => setIsAsked(false) })}
        onCancel={() => setIsAsked(false)}
      >
        {isAsked ? <Text>What was tracked with it stays.</Text> : null}
      </Confirmation>
    </>
  );
}
