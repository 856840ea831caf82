/** The actions of the app as they are just now: pages, what can be started, what runs. */
import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { dimensions } from '../../../core/engine/slice.ts';
import { usePageActions } from '../components/pageActions.tsx';
import { useCategories } from '../server/categories.ts';
import { useFavorites } from '../server/favorites.ts';
import { useRunning, useTaps } from '../server/running.ts';
import { useSignOut } from '../server/session.ts';
import { laneOf } from '../server/taps.ts';
import { useUndo } from '../server/useUndo.ts';
import { dimensionNames } from '../words/dimensions.ts';
import type { Action } from './actions.ts';
import { destinations } from './destinations.ts';

type Openers = Readonly<{ showKeys: () => void; showPalette: () => void }>;

export function useActions(openers: Openers): readonly Action[] {
  return [...useOfPage(), ...useOfNow(), ...useStarts(), ...usePages(), ...useOfApp(openers)];
}

function useOfPage(): Action[] {
  return usePageActions().map((action) => ({ ...action, group: 'Page' }));
}

function usePages(): Action[] {
  const navigate = useNavigate();
  return destinations.map(({ path, label, key }) => ({
    id: `page ${path}`,
    group: 'Pages',
    label,
    keys: `g ${key}`,
    run: () => void navigate({ to: path }),
  }));
}

function useOfNow(): Action[] {
  const navigate = useNavigate();
  const taps = useTaps();
  const undo = useUndo();
  const { data: running } = useRunning();
  const focusOnNow = (id: string) => async () => {
    await navigate({ to: '/' });
    document.getElementById(id)?.focus();
  };
  const find = (id: string, label: string, keys: string): Action => ({
    id,
    group: 'Now',
    label,
    keys,
    run: () => void focusOnNow(id)(),
  });
  const stops = dimensions.flatMap((dimension): Action[] => {
    const slice = running?.[laneOf[dimension]] ?? null;
    if (slice === null) return [];
    return [
      {
        id: `stop ${dimension}`,
        group: 'Now',
        label: `Stop ${slice.category} (${dimensionNames[dimension]})`,
        keys: dimension === 'PRIMARY' ? 'x' : null,
        run: () => taps.stop(dimension),
      },
    ];
  });
  return [
    find('start-search', 'Start anything by its name', 's'),
    ...stops,
    ...(running?.primary ? [find('note', 'Write a note to what runs', 'n')] : []),
    {
      id: 'undo',
      group: 'Now',
      label: 'Undo my last change',
      keys: 'u',
      run: () => undo.mutate(undefined),
    },
  ];
}

function useStarts(): Action[] {
  const taps = useTaps();
  const { data: favorites = [] } = useFavorites();
  const { data: categories = [] } = useCategories();
  return [
    ...favorites.map(
      (favorite, index): Action => ({
        id: `favorite ${favorite.id}`,
        group: 'Start',
        label: `Start ${favorite.name} (favourite)`,
        keys: index < 9 ? `${index + 1}` : null,
        run: () => taps.startFavorite(favorite),
      }),
    ),
    ...categories
      .filter(({ isArchived }) => !isArchived)
      .map(
        ({ id, name }): Action => ({
          id: `category ${id}`,
          group: 'Start',
          label: `Start ${name}`,
          keys: null,
          run: () => taps.start({ dimension: 'PRIMARY', category: name }),
        }),
      ),
  ];
}

function useOfApp({ showKeys, showPalette }: Openers): Action[] {
  const signOut = useSignOut();
  const { setColorScheme } = useMantineColorScheme();
  const app = (id: string, label: string, keys: string | null, run: () => void): Action => ({
    id,
    group: 'App',
    label,
    keys,
    run,
  });
  return [
    app('palette', 'Find an action, also by Ctrl+K', '/', showPalette),
    app('keys', 'Show the keys', '?', showKeys),
    app('colors auto', 'Colours as the device has them', null, () => setColorScheme('auto')),
    app('colors light', 'Light colours', null, () => setColorScheme('light')),
    app('colors dark', 'Dark colours', null, () => setColorScheme('dark')),
    app('sign out', 'Sign this browser out', null, () => signOut.mutate()),
  ];
}
