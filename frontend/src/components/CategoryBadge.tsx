/** The colour and icon of a category. Says nothing that its name beside it does not say. */
import type { Category } from '../server/categories.ts';
import classes from './CategoryBadge.module.css';

type CategoryBadgeProps = Readonly<{
  category: Pick<Category, 'color' | 'icon'> | undefined;
  size?: 'small' | 'large';
}>;

export function CategoryBadge({ category, size = 'small' }: CategoryBadgeProps) {
  const color = category?.color ?? 'var(--mantine-color-dimmed)';
  return (
    <span
      className={classes.badge}
      data-size={size}
      style={{ '--category-color': color } as React.CSSProperties}
      aria-hidden="true"
    >
      {category?.icon ?? ''}
    </span>
  );
}
