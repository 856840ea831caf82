import { describe, expect, test } from 'vitest';
import { doubtPending, markPending } from './attempt.ts';
import { done, entry, notDone, now, open, refused, settled, unknown } from './settle.fixture.ts';
import type { LinkAction } from './step.ts';
import { linkOf } from './sync.fixture.ts';
import { fieldsWith } from './toggl.fixture.ts';

describe('a create', () => {
  const create: LinkAction = { kind: 'create', sliceId: 'a', fields: open };
  const pending = markPending(linkOf('a'), open, now - 300);

  test('that is answered ties slice and entry, with what was sent as applied', () => {
    const { link } = settled(pending, create, entry({ ...open, id: 8 }));
    expect(link).toMatchObject({
      state: { kind: 'linked' },
      entryId: 8,
      applied: { ...open, stopToleranceSeconds: 0 },
      twinCheck: null,
    });
  });

  test('counts as ours what was sent, and not what a human’s entry before handed on', () => {
    const shown = entry({ ...open, id: 8, description: 'By hand', tags: ['compass', 'mine'] });
    const { link } = settled(pending, create, shown);
    expect(link).toMatchObject({
      applied: open,
      observed: { description: 'By hand', tags: ['compass', 'mine'] },
    });
  });

  test('holds what was sent, although something else is wanted by now', () => {
    const { link } = settled(pending, create, entry({ ...open, id: 8 }), { desired: fieldsWith() });
    expect(link.applied?.stopSecond).toBeNull();
  });

  test('without an answer is neither done nor failed, and looked up in five seconds', () => {
    expect(settled(pending, create, unknown).link).toMatchObject({
      state: { kind: 'unknown', lookAt: now + 5000, attempt: { attemptedAt: now - 300 } },
      entryId: null,
      retryAt: null,
    });
  });

  test('whose answer shows no entry is in doubt as well', () => {
    expect(settled(pending, create, done).link.state.kind).toBe('unknown');
  });

  test('that fails again and again is looked up later each time, in five minutes at most', () => {
    const delays = [1, 4, 30].map((failures) => {
      const { state } = settled({ ...pending, failures: failures - 1 }, create, unknown).link;
      return state.kind === 'unknown' ? state.lookAt - now : null;
    });
    expect(delays).toEqual([5000, 16_000, 300_000]);
  });

  test('that never left is wanted as before', () => {
    expect(settled(pending, create, notDone).link).toEqual(linkOf('a'));
  });

  test('found pending after a crash is in doubt', () => {
    const { state } = doubtPending(pending);
    expect(state).toMatchObject({ kind: 'unknown', lookAt: now - 300 + 5000 });
  });

  test('sent a second time is followed by a look for a twin, from the first attempt on', () => {
    const first = pending.state.kind === 'pending' ? pending.state.attempt : null;
    const again = markPending(
      linkOf('a', { state: { kind: 'wanted', earlier: first } }),
      open,
      now,
    );
    const { link } = settled(again, create, entry({ ...open, id: 8 }));
    expect(link.twinCheck).toEqual({
      at: now + 60_000,
      sinceAt: now - 300,
      record: open,
      mayRun: true,
    });
    expect(settled(again, create, notDone).link.state).toMatchObject({ earlier: { number: 1 } });
  });

  test('sent a second time with another text is followed by a look for either', () => {
    const first = pending.state.kind === 'pending' ? pending.state.attempt : null;
    const email = { ...open, description: 'Email' };
    const wanted = linkOf('a', { state: { kind: 'wanted', earlier: first } });
    const again = markPending(wanted, email, now);
    const { link } = settled(again, create, entry({ ...email, id: 8 }), { desired: email });
    expect(link.twinCheck).toMatchObject({ record: email, earlierFields: [open] });
  });

  test('that is refused after one in doubt is still followed by a look for that one', () => {
    const first = pending.state.kind === 'pending' ? pending.state.attempt : null;
    const again = markPending(
      linkOf('a', { state: { kind: 'wanted', earlier: first } }),
      open,
      now,
    );
    const { link: parked } = settled(again, create, refused(402, 'not in this plan'));
    const { link } = settled(markPending(parked, open, now), create, entry({ ...open, id: 8 }));
    expect(link.twinCheck).toMatchObject({ sinceAt: now - 300, record: open });
  });

  test('that is refused rests until its slice changes, and says why', () => {
    const { link, warnings } = settled(pending, create, refused(400, 'Start is invalid'));
    expect(link.state).toEqual({
      kind: 'parked',
      reason: 'Start is invalid',
      desired: open,
      earlier: null,
    });
    expect(warnings).toMatchObject([{ kind: 'refused', sliceId: 'a' }]);
  });

  test('that is refused for its project goes once more without, and then rests', () => {
    const desired = { ...open, projectId: 11 };
    const reason = 'Project not found';
    const once = settled(pending, create, refused(400, reason), { desired });
    expect(once.link).toMatchObject({ state: { kind: 'wanted' }, refusedProjectId: 11 });
    expect(once.warnings).toMatchObject([{ kind: 'project-refused', ours: { projectId: 11 } }]);
    const again = markPending(once.link, open, now);
    expect(settled(again, create, refused(400, reason), { desired }).link.state.kind).toBe(
      'parked',
    );
  });
});
