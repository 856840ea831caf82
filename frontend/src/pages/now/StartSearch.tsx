/** A few letters and Enter start something: a category that is there, or a new one. */
import { Combobox, Group, type MantineSize, TextInput, useCombobox } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { Dimension } from '../../../../core/engine/slice.ts';
import { unreachable } from '../../../../core/invariant.ts';
import { CategoryBadge } from '../../components/CategoryBadge.tsx';
import { useCategories, useCategoryOf } from '../../server/categories.ts';
import { type StartAgo, useTaps } from '../../server/running.ts';
import { useRecentSlices } from '../../server/slices.ts';
import { dimensionNames } from '../../words/dimensions.ts';
import { recentNames, type StartChoice, searchChoices } from './startChoices.ts';

type StartSearchProps = Readonly<{
  dimension: Dimension;
  ago?: StartAgo | undefined;
  size?: MantineSize;
  started?: () => void;
}>;

const mostOffered = 8;

export function StartSearch({ dimension, ago, size = 'md', started }: StartSearchProps) {
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const taps = useTaps();
  const choices = useChoices(dimension, typed);
  const input = useRef<HTMLInputElement>(null);
  const { selectFirstOption, resetSelectedOption } = combobox;
  // Enter takes the best fit, once the options of what was typed are there.
  useEffect(() => {
    if (typed === '') resetSelectedOption();
    else selectFirstOption();
  }, [typed, selectFirstOption, resetSelectedOption]);
  const start = (category: string) => {
    taps.start({ dimension, category, ...(ago === undefined ? {} : { ago }) });
    setTyped('');
    combobox.closeDropdown();
    // The keys of the app work again.
    input.current?.blur();
    started?.();
  };
  const label = `Start ${dimension === 'PRIMARY' ? 'anything' : dimensionNames[dimension]}`;
  return (
    <Combobox store={combobox} onOptionSubmit={start}>
      <Combobox.Target>
        <TextInput
          ref={input}
          id={dimension === 'PRIMARY' ? 'start-search' : undefined}
          aria-label={label}
          placeholder={dimension === 'PRIMARY' ? 'What are you doing?' : 'Start…'}
          size={size}
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value);
            combobox.openDropdown();
          }}
          onKeyDown={({ key }) => {
            if (key === 'Escape') input.current?.blur();
          }}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={choices.length === 0}>
        <Combobox.Options aria-label={label}>
          {choices.map((choice) => (
            <Combobox.Option key={choice.name} value={choice.name}>
              <Group gap="xs" wrap="nowrap">
                <Offered {...choice} />
              </Group>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function useChoices(dimension: Dimension, typed: string) {
  const { data: categories = [] } = useCategories();
  const { data: recent = [] } = useRecentSlices();
  return searchChoices({
    typed,
    // A dimension has names of its own: what never ran in it is found by typing.
    categories: typed === '' && dimension !== 'PRIMARY' ? [] : categories,
    recent: recentNames(recent, { dimension, most: mostOffered }),
    most: mostOffered,
  });
}

function Offered({ kind, name }: StartChoice) {
  const category = useCategoryOf()(name);
  switch (kind) {
    case 'new':
      return (
        <>
          <IconPlus size={16} aria-hidden="true" />
          New: {name}
        </>
      );
    case 'archived':
      return (
        <>
          <CategoryBadge category={category} />
          Bring back {name}
        </>
      );
    case 'known':
      return (
        <>
          <CategoryBadge category={category} />
          {name}
        </>
      );
    default:
      return unreachable(kind);
  }
}
