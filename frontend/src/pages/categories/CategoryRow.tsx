/** One category: how it looks, where its entries go, and what can be done with it. */
import { ActionIcon, Badge, Group, Menu, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconPencil } from '@tabler/icons-react';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { type Category, useDeleteCategory, useEditCategory } from '../../server/categories.ts';

type CategoryRowProps = Readonly<{
  category: Category;
  edit: () => void;
  merge: () => void;
  move: (direction: 'up' | 'down') => void;
}>;

export function CategoryRow({ category, edit, merge, move }: CategoryRowProps) {
  const { name, isArchived, isNew } = category;
  return (
    <Group gap="sm" py="xs" wrap="nowrap" style={{ borderTop: '1px solid var(--compass-line)' }}>
      <CategoryBadge category={category} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Group gap="xs">
          <Text fw={500} style={{ overflowWrap: 'anywhere' }}>
            {name}
          </Text>
          {isNew ? <Badge variant="default">new</Badge> : null}
          {isArchived ? <Badge variant="default">archived</Badge> : null}
        </Group>
        <Text size="sm" c="dimmed">
          {projectText(category)}
        </Text>
      </div>
      <ActionIcon variant="default" size="lg" aria-label={`Edit ${name}`} onClick={edit}>
        <IconPencil size={18} aria-hidden="true" />
      </ActionIcon>
      <RowMenu category={category} merge={merge} move={move} />
    </Group>
  );
}

function projectText({ togglProject, togglProjectOrigin, togglProjectProblem }: Category): string {
  if (togglProjectProblem !== null) return togglProjectProblem;
  if (togglProject === null) return 'no Toggl project';
  const how = togglProjectOrigin === 'matched' ? ', by its name' : '';
  return `Toggl: ${togglProject}${how}`;
}

function RowMenu({ category, merge, move }: Omit<CategoryRowProps, 'edit'>) {
  const change = useEditCategory();
  const remove = useDeleteCategory();
  const { id, name, isArchived } = category;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" aria-label={`More for ${name}`}>
          <IconDots size={18} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isArchived ? null : (
          <>
            <Menu.Item
              leftSection={<IconArrowUp size={16} aria-hidden="true" />}
              onClick={() => move('up')}
            >
              Move up
            </Menu.Item>
            <Menu.Item
              leftSection={<IconArrowDown size={16} aria-hidden="true" />}
              onClick={() => move('down')}
            >
              Move down
            </Menu.Item>
          </>
        )}
        <Menu.Item onClick={merge}>Merge into another…</Menu.Item>
        <Menu.Item onClick={() => change.mutate({ id, patch: { isArchived: !isArchived } })}>
          {isArchived ? 'Bring back' : 'Archive'}
        </Menu.Item>
        <Menu.Item onClick={() => remove.mutate(id)}>Delete if unused</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
