import { describe, expect, it } from 'vitest';
import { createTagsChecker } from './tags.ts';
import { answered, type CallDraft, calls, notebook, sent } from './wire.fixture.ts';

const entry = { id: 1, at: '2026-11-02T05:00:00Z', tags: ['compass', 'admin', 'home'] };

describe('the checker of tags that are not ours', () => {
  const right: readonly { reason: string; call: CallDraft }[] = [
    { reason: 'the list holds them', call: edited({ tags: ['compass', 'deep-work', 'home'] }) },
    { reason: 'ours is added', call: edited({ tags: ['deep-work'], tag_action: 'add' }) },
    { reason: 'ours is taken away', call: edited({ tags: ['admin'], tag_action: 'delete' }) },
    { reason: 'no tags are written', call: edited({ description: 'x' }) },
    { reason: 'the entry was never shown', call: calls.edit(2, { tags: ['compass'] }) },
  ];
  it.each(right)('is silent when $reason', ({ call }) => expect(heard(call)).toEqual([]));

  const wrong: typeof right = [
    { reason: 'a list without them', call: edited({ tags: ['compass', 'deep-work'] }) },
    { reason: 'an empty list', call: edited({ tags: [] }) },
    { reason: 'their removal by name', call: edited({ tags: ['home'], tag_action: 'delete' }) },
  ];
  it.each(wrong)('finds $reason', ({ call }) => expect(heard(call)).toHaveLength(1));

  it('believes the latest sight, not the latest reply', () => {
    const { notes, checker } = watched();
    checker.onWire(answered(calls.read, { body: [entry] }));
    const older = { ...entry, at: '2026-11-02T04:00:00Z', tags: ['compass', 'gone'] };
    checker.onWire(answered(calls.read, { body: [older] }));
    checker.onWire(sent(edited({ tags: ['compass', 'home'] })));
    expect(notes).toEqual([]);
  });

  it('forgets what a program that died was told', () => {
    const { notes, checker } = watched();
    checker.onWire(answered(calls.edit(1, {}), { body: entry }));
    checker.onRestart();
    checker.onWire(sent(edited({ tags: [] })));
    expect(notes).toEqual([]);
  });

  function edited(body: CallDraft['body'] & object): CallDraft {
    return calls.edit(1, body);
  }

  function heard(call: CallDraft) {
    const { notes, checker } = watched();
    checker.onWire(answered(calls.read, { body: [entry] }));
    checker.onWire(sent(call));
    return notes;
  }

  function watched() {
    const { notes, find } = notebook();
    return { notes, checker: createTagsChecker(find) };
  }
});
