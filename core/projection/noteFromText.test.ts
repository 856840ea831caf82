import { expect, test } from 'vitest';
import { noteFromText } from './noteFromText.ts';

test.each([
  { reason: 'none so far', note: null, text: 'parser', notedText: null, becomes: 'parser' },
  {
    reason: 'none, though one came from Toggl before',
    note: null,
    text: 'b',
    notedText: 'a',
    becomes: 'b',
  },
  {
    reason: 'the text before, of two lines',
    note: 'x\ny',
    text: 'b',
    notedText: 'x\ny',
    becomes: 'b',
  },
  {
    reason: 'of two lines of a person and the text before',
    note: 'call Ann\nbuy milk\na',
    text: 'b',
    notedText: 'a',
    becomes: 'call Ann\nbuy milk\nb',
  },
  { reason: 'the text before', note: 'a', text: 'b', notedText: 'a', becomes: 'b' },
  {
    reason: 'a person’s own',
    note: 'call Ann',
    text: 'b',
    notedText: null,
    becomes: 'call Ann\nb',
  },
  {
    reason: 'a person’s own and the text before',
    note: 'call Ann\na',
    text: 'b',
    notedText: 'a',
    becomes: 'call Ann\nb',
  },
  {
    reason: 'a person’s own, the text before no longer last',
    note: 'a\ncall Ann',
    text: 'b',
    notedText: 'a',
    becomes: 'a\ncall Ann\nb',
  },
  { reason: 'one that says it', note: 'b\nc', text: 'b', notedText: 'a', becomes: 'b\nc' },
  { reason: 'one, and the text is empty', note: 'a', text: '', notedText: 'a', becomes: 'a' },
])('a note that is $reason becomes $becomes', ({ note, text, notedText, becomes }) => {
  expect(noteFromText({ note, text, notedText })).toBe(becomes);
});
