/** The projects that Toggl has, to choose one of; those that take no entry say why. */
import { Select } from '@mantine/core';
import { useTogglProjects } from '../../server/categories.ts';

type ProjectSelectProps = Readonly<{
  label: string;
  value: string | null;
  choose: (projectId: string | null) => void;
}>;

export function ProjectSelect({ label, value, choose }: ProjectSelectProps) {
  const { data: projects = [] } = useTogglProjects();
  return (
    <Select
      label={label}
      placeholder="No project"
      searchable
      clearable
      clearButtonProps={{ 'aria-label': 'No project' }}
      nothingFoundMessage="Toggl has no such project."
      value={value}
      data={projects.map(({ id, name, problem }) => ({
        value: id,
        label: problem === null ? name : `${name} (${problem})`,
        disabled: problem !== null && id !== value,
      }))}
      onChange={choose}
    />
  );
}
