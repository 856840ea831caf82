/**
 * What a human wrote into an entry, and the note that it becomes. What the person wrote here stays:
 * a text from Toggl only takes the place of the text that came from there before.
 *
 *   note here      from Toggl before   from Toggl now   becomes
 *   none           –                   parser           parser
 *   parser         parser              parser tests     parser tests
 *   call Ann       –                   parser           call Ann ⏎ parser
 */

/**
 * The text of an entry where it says something else than it would if it were ours; null where it
 * says nothing more. One rule for entries that are linked, adopted and imported: the note of an
 * adoption is then found to be taken in already, and no change of its own stands against its undo.
 */
export function textOfHuman(description: string, ours: string): string | null {
  const text = storableText(description);
  return text === '' || text === storableText(ours) ? null : text;
}

/** PostgreSQL keeps neither NUL nor half an emoji; Toggl sends what clients sent it. */
function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '').trim();
}

type NoteSources = Readonly<{
  note: string | null;
  text: string;
  /** The text from Toggl that became a note before. */
  notedText: string | null;
}>;

export function noteFromText({ note, text, notedText }: NoteSources): string | null {
  if (text === '' || text === note) return note;
  if (note === null || note === notedText) return text;
  const lines = note.split('\n');
  if (lines.includes(text)) return note;
  const kept = lines.at(-1) === notedText ? lines.slice(0, -1) : lines;
  return [...kept, text].join('\n');
}
