import { beforeEach, expect, it } from 'vitest';
import type { WarningDraft } from '../../../core/projection/warning.ts';
import {
  answerTogglWarning,
  closeWarningsExcept,
  countAutomaticRestores,
  findTogglWarning,
  leaveToPerson,
  markAnswerTaken,
  openTogglWarnings,
  raiseTogglWarning,
  unaskedTogglWarnings,
  untakenAnswers,
} from '../../src/store/togglWarnings.ts';
import { describeEachDatabase } from '../support/databases.ts';
import { makeCaller, morning } from '../support/engineWorld.ts';

const startChanged: WarningDraft = {
  kind: 'time-changed',
  sliceId: 'a',
  entryId: 1,
  ours: { start: 'here' },
  timerys: { start: 'there' },
  fields: ['start'],
  message: 'Start was changed.',
};
const copied: WarningDraft = {
  kind: 'copy-running',
  sliceId: null,
  entryId: 9,
  ours: null,
  timerys: null,
  message: 'A copy runs.',
};

describeEachDatabase('warnings', (given) => {
  let accountId = '';
  beforeEach(async () => {
    accountId = (await makeCaller(given.database())).accountId;
  });
  const db = () => given.database().reader;
  const raise = (id: string, draft: WarningDraft, at = morning) =>
    given
      .database()
      .write((tx) => raiseTogglWarning(tx, accountId, { ...draft, id: named(id), at }));
  const answer = (id: string, action: 'keep' | 'restore' | 'dismiss', by = 'person') =>
    given.database().write((tx) =>
      answerTogglWarning(tx, accountId, {
        warningId: named(id),
        action,
        by: by === 'person' ? 'person' : 'setting',
        now: morning + 1,
      }),
    );
  const named = (id: string) => `${id} of ${accountId}`;
  const openIds = async () => (await openTogglWarnings(db(), accountId)).map(({ id }) => id);

  it('that are told again are brought up to date, and asked about anew', async () => {
    await raise('first', startChanged);
    await given.database().write((tx) => leaveToPerson(tx, accountId, named('first')));
    expect(await unaskedTogglWarnings(db(), accountId)).toEqual([]);
    await raise('second', { ...startChanged, fields: ['start', 'stop'] }, morning + 1);
    expect(await openTogglWarnings(db(), accountId)).toMatchObject([
      { id: named('first'), at: morning + 1, fields: ['start', 'stop'] },
    ]);
    expect(await unaskedTogglWarnings(db(), accountId)).toHaveLength(1);
  });

  it('that were answered wait until that was taken in', async () => {
    await raise('first', startChanged);
    await answer('first', 'keep');
    expect(await openIds()).toEqual([]);
    expect(await untakenAnswers(db(), accountId)).toMatchObject([
      { id: named('first'), action: 'keep' },
    ]);
    const taken = { warningId: named('first'), now: morning + 2 };
    await given.database().write((tx) => markAnswerTaken(tx, accountId, taken));
    expect(await untakenAnswers(db(), accountId)).toEqual([]);
    expect(await findTogglWarning(db(), accountId, named('first'))).toMatchObject({
      action: 'keep',
      closedAt: morning + 1,
    });
    await raise('second', startChanged);
    expect(await openIds()).toEqual([named('second')]);
  });

  it('about an entry of others are not told again once they were read', async () => {
    await raise('first', copied);
    await answer('first', 'dismiss');
    await raise('second', copied);
    expect(await openIds()).toEqual([]);
    await raise('third', { ...copied, entryId: 10 });
    await raise('fourth', { ...copied, sliceId: 'a', entryId: 9 });
    expect((await openIds()).toSorted()).toEqual([named('fourth'), named('third')]);
  });

  it('are closed once none of their fields waits', async () => {
    await raise('start', startChanged);
    await raise('stop', { ...startChanged, kind: 'stopped-in-timery', fields: ['stop'] });
    await raise('gone', { ...startChanged, kind: 'deleted-in-timery', fields: ['entry'] });
    await raise('refused', { ...startChanged, kind: 'refused', fields: [] });
    await raise('other', { ...startChanged, sliceId: 'b' });
    const close = (waiting: readonly ('stop' | 'entry')[]) =>
      given.database().write((tx) => {
        const agreed = { sliceId: 'a', waiting, now: morning + 1 };
        return closeWarningsExcept(tx, accountId, agreed);
      });
    await close(['stop', 'entry']);
    const left = ['gone', 'other', 'refused', 'stop'].map(named);
    expect((await openIds()).toSorted()).toEqual(left);
    await close([]);
    expect((await openIds()).toSorted()).toEqual([named('other'), named('refused')]);
    expect(await untakenAnswers(db(), accountId)).toEqual([]);
  });

  it('count what the setting put right in one matter since a time', async () => {
    const kinds = ['first', 'second', 'third'] as const;
    for (const [index, by] of ['setting', 'setting', 'person'].entries()) {
      await raise(kinds[index] ?? '', startChanged);
      await answer(kinds[index] ?? '', 'restore', by);
    }
    const count = (sliceId: string, sinceAt: number) =>
      countAutomaticRestores(db(), accountId, { sliceId, kind: 'time-changed', sinceAt });
    expect(await count('a', morning)).toBe(2);
    expect(await count('a', morning + 1)).toBe(0);
    expect(await count('b', morning)).toBe(0);
  });
});
