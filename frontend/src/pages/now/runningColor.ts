/** The colour of what runs, for the edge of its card. */
import type { CSSProperties } from 'react';
import type { Category } from '../../server/categories.ts';

export function runningColor(category: Pick<Category, 'color'> | undefined): CSSProperties {
  return category === undefined ? {} : ({ '--running-color': category.color } as CSSProperties);
}
