/** What somebody with a token may do. */
import { NativeSelect } from '@mantine/core';

const scopes = [
  { value: 'track', label: 'Start and stop' },
  { value: 'read', label: 'Read everything' },
  { value: 'track read', label: 'Start, stop and read' },
  { value: 'write', label: 'Read and change everything' },
  { value: 'admin', label: 'Everything, this page included' },
];

type ScopeSelectProps = Readonly<{ scope: string; choose: (scope: string) => void }>;

export function ScopeSelect({ scope, choose }: ScopeSelectProps) {
  return (
    <NativeSelect
      label="May"
      data={scopes}
      value={scope}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
