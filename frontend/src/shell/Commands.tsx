/** The palette, the keys, and the page that lists them, over one list of actions. */
import { useDisclosure } from '@mantine/hooks';
import { Spotlight } from '@mantine/spotlight';
import { Keyboard } from './Keyboard.tsx';
import { KeyHelp, Keys } from './KeyHelp.tsx';
import { useActions } from './useActions.ts';

/** More than fit below each other are found by typing. */
const mostShown = 10;

export function Commands() {
  const [isHelpOpen, help] = useDisclosure();
  const actions = useActions({ showKeys: help.open });
  return (
    <>
      <Spotlight
        actions={actions.map(({ id, label, keys, run }) => ({
          id,
          label,
          onClick: run,
          rightSection: keys === null ? null : <Keys keys={keys} />,
        }))}
        limit={mostShown}
        shortcut="mod + K"
        nothingFound="Nothing is called like this"
        searchProps={{ placeholder: 'What to do?', 'aria-label': 'Find an action' }}
      />
      <Keyboard actions={actions} />
      <KeyHelp actions={actions} opened={isHelpOpen} close={help.close} />
    </>
  );
}
