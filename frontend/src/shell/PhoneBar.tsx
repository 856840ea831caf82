/** The navigation of a phone: four pages within reach of a thumb, the rest behind More. */
import { Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { ColorSchemeChoice } from './ColorSchemeChoice.tsx';
import { destinations, phonePaths } from './destinations.ts';
import classes from './Frame.module.css';

export function PhoneBar() {
  const inBar = destinations.filter(({ path }) => phonePaths.includes(path));
  return (
    <nav className={classes.bar} aria-label="Pages">
      {inBar.map(({ path, label, icon: Icon }) => (
        <Link
          key={path}
          to={path}
          className={classes.barItem}
          activeOptions={{ exact: path === '/', includeSearch: false }}
        >
          <Icon size={24} aria-hidden="true" />
          {label}
        </Link>
      ))}
      <More />
    </nav>
  );
}

function More() {
  const behind = destinations.filter(({ path }) => !phonePaths.includes(path));
  return (
    <Menu position="top-end" width={220}>
      <Menu.Target>
        <button type="button" className={classes.barItem}>
          <IconDots size={24} aria-hidden="true" />
          More
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {behind.map(({ path, label, icon: Icon }) => (
          <Menu.Item
            key={path}
            component={Link}
            to={path}
            leftSection={<Icon size={18} aria-hidden="true" />}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <ColorSchemeChoice />
      </Menu.Dropdown>
    </Menu>
  );
}
