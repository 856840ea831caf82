/** An address that shows nothing. */
import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../components/EmptyState.tsx';

export function NotFoundPage() {
  return (
    <EmptyState
      title="There is no such page"
      action={
        <Anchor component={Link} to="/">
          See what runs now
        </Anchor>
      }
    />
  );
}
