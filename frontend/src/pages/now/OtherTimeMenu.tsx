/** Some times ago to choose from, and the way to any other. */
import { Button, Menu } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Its children are drawn while it is open alone. */
export function OtherTimeMenu({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Menu>
      <Menu.Target>
        <Button
          size="md"
          variant="default"
          leftSection={<IconHistory size={18} aria-hidden="true" />}
        >
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {children}
        <Menu.Item component={Link} to="/day">
          Another time, on Day
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
