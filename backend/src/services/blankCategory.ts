/** A category before anybody has chosen anything but its name. */
import type { Category } from '../store/categories.ts';

/** Neighbours in order differ. */
const palette = [
  '#2f6fde',
  '#d9480f',
  '#2b8a3e',
  '#9c36b5',
  '#e8a100',
  '#0c8599',
  '#c2255c',
  '#5f3dc4',
  '#66a80f',
  '#846358',
  '#1098ad',
  '#e03131',
] as const;

type Essentials = Pick<Category, 'id' | 'name' | 'foldedName' | 'sortOrder'> &
  Readonly<{ now: number }>;

export function blankCategory({ now, ...essentials }: Essentials): Category {
  return {
    ...essentials,
    color: palette[essentials.sortOrder % palette.length] ?? palette[0],
    icon: null,
    togglProjectId: null,
    isTogglProjectChosen: false,
    isBillable: false,
    isNew: false,
    isArchived: false,
    createdAt: now,
    updatedAt: now,
  };
}
