/** A category before anybody has chosen anything but its name. */
import { nextColor } from '../../../../core/engine/palette.ts';
import type { Category } from '../../store/categories.ts';

type Essentials = Pick<Category, 'id' | 'name' | 'foldedName' | 'sortOrder'> &
  Readonly<{
    /** Of the categories there are: the new one differs as far as it can. */
    usedColors: readonly string[];
    now: number;
  }>;

export function blankCategory({ now, usedColors, ...essentials }: Essentials): Category {
  return {
    ...essentials,
    color: nextColor(usedColors),
    icon: null,
    togglProjectId: null,
    isTogglProjectChosen: false,
    isBillable: false,
    isNew: false,
    isArchived: false,
    maxMinutes: null,
    isGone: false,
    mergedIntoId: null,
    createdAt: now,
    updatedAt: now,
  };
}
