import { describe, expect, it } from 'vitest';
import { createForeignChecker } from './foreign.ts';
import { applied, type CallDraft, calls, notebook, sent, startSecond } from './wire.fixture.ts';

const ours = 1;
const other = 2;

describe('the checker of foreign entries', () => {
  const right: readonly { reason: string; call: CallDraft }[] = [
    { reason: 'our own entry is edited', call: calls.edit(ours, { description: 'x' }) },
    { reason: 'our own entry is deleted', call: calls.delete(ours) },
    { reason: 'a foreign running entry is stopped', call: calls.stop(other) },
    { reason: 'an entry is made', call: calls.startAt(startSecond) },
    { reason: 'all is read', call: calls.read },
  ];
  it.each(right)('is silent when $reason', ({ call }) => expect(heard(call)).toEqual([]));

  const wrong: readonly { reason: string; call: CallDraft }[] = [
    { reason: 'a foreign entry is edited', call: calls.edit(other, { description: 'x' }) },
    { reason: 'a foreign entry is deleted', call: calls.delete(other) },
    { reason: 'one of many edited is foreign', call: calls.editMany(`${ours},${other}`) },
  ];
  it.each(wrong)('finds that $reason', ({ call }) => expect(heard(call)).toHaveLength(1));

  function heard(call: CallDraft) {
    const { notes, find } = notebook();
    const checker = createForeignChecker((id) => id === ours, find);
    checker(sent(call));
    checker(applied(call));
    return notes;
  }
});
