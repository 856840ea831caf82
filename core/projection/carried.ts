/**
 * What a human put into an entry goes along when another entry takes its place: one that would
 * not reopen, or one that was deleted and is put back. Our own fields come from what is wanted.
 */
import type { EntryFields } from './entry.ts';
import type { Carried, Link } from './link.ts';

/** null where the entry held nothing but ours. */
export function carriedFrom({ applied, observed }: Link): Carried | null {
  if (applied === null || observed === null) return null;
  const tags = observed.tags.filter((tag) => !applied.tags.includes(tag));
  const isHuman = observed.description !== applied.description;
  const description = isHuman ? observed.description : null;
  return description === null && tags.length === 0 ? null : { description, tags };
}

/** What a new entry of ours should hold: a project that was kept goes along as well. */
export function fieldsToCreate({ kept }: Link, desired: EntryFields): EntryFields {
  const isKept = kept !== null && kept.insteadOfId === desired.projectId;
  return isKept ? { ...desired, projectId: kept.projectId } : desired;
}

/** On the wire; what is recorded as ours is `fields` alone. */
export function sentFields({
  fields,
  carried,
}: Readonly<{ fields: EntryFields; carried?: Carried }>): EntryFields {
  if (carried === undefined) return fields;
  const others = carried.tags.filter((tag) => !fields.tags.includes(tag));
  const description = carried.description ?? fields.description;
  return { ...fields, description, tags: [...fields.tags, ...others] };
}

/** By which a lost entry of this link is known: its text is the one that was sent. */
export function sentRecord<Fields extends EntryFields>({ carried }: Link, fields: Fields): Fields {
  return { ...fields, description: carried?.description ?? fields.description };
}
