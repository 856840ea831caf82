/** What was tracked and goes to Toggl without a project. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { Section } from '../../components/Section.tsx';
import {
  useCreateProject,
  useEditCategory,
  useRefreshProjects,
  useUnmappedCategories,
} from '../../server/categories.ts';
import { useTogglStatus } from '../../server/toggl.ts';
import { shortDuration } from '../../words/duration.ts';
import { ProjectSelect } from './ProjectSelect.tsx';

export function UnmappedCategories() {
  const { data: unmapped = [] } = useUnmappedCategories();
  const { data: status } = useTogglStatus();
  const refresh = useRefreshProjects();
  if (unmapped.length === 0 || status?.connected !== true) return null;
  return (
    <Section
      title="Without a Toggl project"
      about="Their entries go to Toggl without one."
      actions={
        <Button
          variant="default"
          loading={refresh.isPending}
          onClick={() => refresh.mutate(undefined)}
        >
          Read projects anew (1 request)
        </Button>
      }
    >
      {unmapped.map((category) => (
        <Unmapped key={category.id} category={category} />
      ))}
    </Section>
  );
}

type UnmappedCategory = NonNullable<ReturnType<typeof useUnmappedCategories>['data']>[number];

function Unmapped({ category }: { category: UnmappedCategory }) {
  const change = useEditCategory();
  const create = useCreateProject();
  const { id, name, seconds, suggestedProject, togglProjectProblem } = category;
  const choose = (togglProjectId: string | null) =>
    change.mutate({ id, patch: { togglProjectId } });
  return (
    <Group gap="sm" align="flex-end">
      <Group gap="sm" flex="1 1 10rem" wrap="nowrap">
        <CategoryBadge category={category} />
        <Stack gap={0}>
          <Text>{name}</Text>
          <Text size="sm" c="dimmed">
            {togglProjectProblem ?? `${shortDuration(seconds)} tracked`}
          </Text>
        </Stack>
      </Group>
      {suggestedProject === null ? null : (
        <Button variant="default" onClick={() => choose(suggestedProject.id)}>
          Use {suggestedProject.name}
        </Button>
      )}
      <ProjectSelect label={`Toggl project of ${name}`} value={null} choose={choose} />
      <Button
        variant="default"
        loading={create.isPending}
        aria-label={`Make one (1 request) for ${name}`}
        onClick={() => create.mutate(id)}
      >
        Make one (1 request)
      </Button>
    </Group>
  );
}
