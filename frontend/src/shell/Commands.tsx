/**
 * The palette, the keys, and the page that lists them, over one list of actions. The page does not
 * wait for the palette, which comes right behind it, so that what is typed after its key goes to
 * it; the list comes when it is asked for.
 */
import { useCounter, useDisclosure, useHotkeys } from '@mantine/hooks';
import { lazy } from 'react';
import { Keyboard } from './Keyboard.tsx';
import { LatePart, MissingPart } from './LatePart.tsx';
import { useActions } from './useActions.ts';
import { useSingleKeys } from './useSingleKeys.ts';

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }));
const KeyHelp = lazy(async () => ({ default: (await import('./KeyHelp.tsx')).KeyHelp }));

/** Also while somebody types. */
const nowhereElse: string[] = [];

export function Commands() {
  const [isHelpOpen, help] = useDisclosure();
  const [asked, { increment: showPalette }] = useCounter(0);
  const actions = useActions({ showKeys: help.open, showPalette });
  useHotkeys([['mod+K', showPalette]], nowhereElse);
  const { areOn } = useSingleKeys();
  return (
    <>
      {areOn ? <Keyboard actions={actions} /> : null}
      {/* Nobody is told of a palette that they have not asked for. */}
      <LatePart missing={asked === 0 ? null : <MissingPart key={asked} name="The palette" />}>
        <Palette actions={actions} asked={asked} />
      </LatePart>
      {isHelpOpen ? (
        <LatePart missing={<MissingPart name="The list of keys" told={help.close} />}>
          <KeyHelp actions={actions} close={help.close} />
        </LatePart>
      ) : null}
    </>
  );
}
