/** The same time, nearer or farther. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';

const views = [
  { path: '/day', label: 'Day' },
  { path: '/week', label: 'Week' },
  { path: '/year', label: 'Year' },
] as const;

type ViewLinksProps = Readonly<{ shown: (typeof views)[number]['path']; date: string }>;

export function ViewLinks({ shown, date }: ViewLinksProps) {
  return (
    <Button.Group>
      {views.map(({ path, label }) => (
        <Button
          key={path}
          renderRoot={(button) => <Link to={path} search={{ date }} {...button} />}
          variant={path === shown ? 'filled' : 'default'}
          aria-current={path === shown ? 'page' : undefined}
        >
          {label}
        </Button>
      ))}
    </Button.Group>
  );
}
