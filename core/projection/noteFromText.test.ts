import { expect, test } from 'vitest';
import { noteFromText, textOfHuman } from './noteFromText.ts';

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
  {
    reason: 'the text itself, of two lines',
    note: 'b\nc',
    text: 'b\nc',
    notedText: null,
    becomes: 'b\nc',
  },
  { reason: 'one that says it', note: 'b\nc', text: 'b', notedText: 'a', becomes: 'b\nc' },
  { reason: 'one, and the text is empty', note: 'a', text: '', notedText: 'a', becomes: 'a' },
])('a note that is $reason becomes $becomes', ({ note, text, notedText, becomes }) => {
  expect(noteFromText({ note, text, notedText })).toBe(becomes);
});

test.each([
  { description: 'Reading', ours: 'Study', text: 'Reading', reason: 'it says something else' },
  { description: 'Study', ours: 'Study', text: null, reason: 'it says the same' },
  { description: 'study', ours: 'Study', text: 'study', reason: 'it was written otherwise' },
  { description: ' Study ', ours: 'Study', text: null, reason: 'only blanks around it differ' },
  { description: 'Study', ours: ' Study', text: null, reason: 'only ours has blanks around it' },
  { description: ' Read it ', ours: 'Study', text: 'Read it', reason: 'blanks around it are none' },
  { description: '', ours: 'Study', text: null, reason: 'it says nothing' },
  {
    description: 'a\u0000b\ud800',
    ours: '',
    text: 'ab\ufffd',
    reason: 'both databases can keep it',
  },
])('the text of a human is $text where $reason', ({ description, ours, text }) => {
  expect(textOfHuman(description, ours)).toBe(text);
});
