/** Every action by its name. It opens when it comes, and again whenever it is asked for. */
import { Spotlight, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useEffect } from 'react';
import type { Action } from './actions.ts';
import { Keys } from './Keys.tsx';

type PaletteProps = Readonly<{
  actions: readonly Action[];
  /** How often it was asked for. */
  asked: number;
}>;

/** More than fit below each other are found by typing. */
const mostShown = 10;

export function Palette({ actions, asked }: PaletteProps) {
  useEffect(() => {
    if (asked > 0) spotlight.open();
  }, [asked]);
  return (
    <Spotlight
      actions={actions.map(({ id, label, keys, run }) => ({
        id,
        label,
        onClick: run,
        rightSection: keys === null ? null : <Keys keys={keys} />,
      }))}
      limit={mostShown}
      shortcut={null}
      // At once: what is typed while it still came into sight would go to the keys of the page.
      transitionProps={{ duration: 0 }}
      nothingFound="Nothing is called like this"
      searchProps={{ placeholder: 'What to do?', 'aria-label': 'Find an action' }}
    />
  );
}
