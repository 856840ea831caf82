/** Two keys to each page: `g`, then the key of the page. */
import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { destinations } from './destinations.ts';

export function Keyboard() {
  const navigate = useNavigate();
  const isGoing = useRef(false);
  useHotkeys([
    [
      'g',
      () => {
        isGoing.current = true;
      },
    ],
    ...destinations.map(({ key, path }): [string, () => void] => [
      key,
      () => {
        if (isGoing.current) void navigate({ to: path });
        isGoing.current = false;
      },
    ]),
  ]);
  return null;
}
