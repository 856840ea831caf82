/** What somebody with a token may do. */
import { NativeSelect } from '@mantine/core';

const scopes: readonly Readonly<{ value: string; label: string }>[] = [
  { value: 'track', label: 'Start and stop' },
  { value: 'read', label: 'Read everything' },
  { value: 'track read', label: 'Start, stop and read' },
  { value: 'write', label: 'Read and change everything' },
  { value: 'admin', label: 'Everything, this page included' },
];

/** Of one that a program made with other scopes together: as it is written. */
export function scopeName(scope: string): string {
  return scopes.find(({ value }) => value === scope)?.label ?? scope;
}

type ScopeSelectProps = Readonly<{ scope: string; choose: (scope: string) => void }>;

export function ScopeSelect({ scope, choose }: ScopeSelectProps) {
  return (
    <NativeSelect
      label="Allowed to"
      data={[...scopes]}
      value={scope}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
    />
  );
}
