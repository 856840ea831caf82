/** Every page by its name: Ctrl+K, or ⌘K. */
import { Spotlight } from '@mantine/spotlight';
import { useNavigate } from '@tanstack/react-router';
import { destinations } from './destinations.ts';

export function CommandPalette() {
  const navigate = useNavigate();
  const actions = destinations.map(({ path, label, icon: Icon }) => ({
    id: path,
    label,
    leftSection: <Icon size={20} aria-hidden="true" />,
    onClick: () => void navigate({ to: path }),
  }));
  return (
    <Spotlight
      actions={actions}
      shortcut={['mod + K', '/']}
      nothingFound="Nothing is called like this"
      searchProps={{ placeholder: 'Where to?', 'aria-label': 'Find a page or an action' }}
    />
  );
}
