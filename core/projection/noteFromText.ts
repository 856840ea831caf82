/**
 * The note of a slice whose entry a human gave another text. What the person wrote here stays: a
 * text from Toggl only takes the place of the text that came from there before.
 *
 *   note here      from Toggl before   from Toggl now   becomes
 *   none           –                   parser           parser
 *   parser         parser              parser tests     parser tests
 *   call Ann       –                   parser           call Ann ⏎ parser
 */
type NoteSources = Readonly<{
  note: string | null;
  text: string;
  /** The text from Toggl that became a note before. */
  notedText: string | null;
}>;

export function noteFromText({ note, text, notedText }: NoteSources): string | null {
  if (text === '') return note;
  if (note === null || note === notedText) return text;
  const lines = note.split('\n');
  if (lines.includes(text)) return note;
  const kept = lines.at(-1) === notedText ? lines.slice(0, -1) : lines;
  return [...kept, text].join('\n');
}
