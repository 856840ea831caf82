/**
 * What the form of a category holds, and what of it is sent.
 *
 * Invariant: a field that was left alone is not sent. To the server a Toggl project of null is a
 * decision, to have none, and no project would be matched by the name any more.
 */
import type { Category } from '../../server/categories.ts';
import { colors } from './looks.ts';

export type Draft = Pick<
  Category,
  'name' | 'color' | 'togglProjectId' | 'isBillable' | 'maxMinutes'
> &
  Readonly<{ icon: string }>;

type Fields = Omit<Draft, 'icon'> & Readonly<{ icon: string | null }>;

export function draftOf(category: Category | null): Draft {
  return {
    name: category?.name ?? '',
    color: category?.color ?? colors[0],
    icon: category?.icon ?? '',
    togglProjectId: category?.togglProjectId ?? null,
    isBillable: category?.isBillable ?? false,
    maxMinutes: category?.maxMinutes ?? null,
  };
}

/** The colour goes along though nobody chose it: it is the one that was shown. */
export function createBodyOf(draft: Draft): Partial<Fields> & Pick<Fields, 'name' | 'color'> {
  const { name, color } = draft;
  return { ...changed(fieldsOf(draftOf(null)), fieldsOf(draft)), name, color };
}

/** Saving a category that a start made keeps it. */
export function patchOf(category: Category, draft: Draft): Partial<Fields> & { isNew?: false } {
  return { ...changed(category, fieldsOf(draft)), ...(category.isNew ? { isNew: false } : {}) };
}

function fieldsOf(draft: Draft): Fields {
  return { ...draft, icon: draft.icon === '' ? null : draft.icon };
}

function changed(before: Fields, fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields) as [keyof Fields, unknown][];
  return Object.fromEntries(entries.filter(([name, value]) => before[name] !== value));
}
