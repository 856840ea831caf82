/** Names a category: one of those that are used, or a new one. */
import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import { type KeyboardEvent, useRef } from 'react';
import { useCategories } from '../server/categories.ts';

type CategoryInputProps = Pick<
  AutocompleteProps,
  'label' | 'description' | 'value' | 'onChange' | 'error' | 'disabled' | 'flex' | 'required'
>;

export function CategoryInput(props: CategoryInputProps) {
  const { data: categories = [] } = useCategories();
  // Known here at once: what the field says of its list follows when the list is drawn.
  const isListOpen = useRef(false);
  /** The first Escape is for the list, and not for the panel around it. */
  const keepEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && isListOpen.current) event.stopPropagation();
  };
  return (
    <Autocomplete
      {...props}
      data={categories.filter(({ isArchived }) => !isArchived).map(({ name }) => name)}
      onDropdownOpen={() => {
        isListOpen.current = true;
      }}
      onDropdownClose={() => {
        isListOpen.current = false;
      }}
      onKeyDown={keepEscape}
    />
  );
}
