/**
 * The price that the close of a day tells is what it then costs at Toggl, with all that follows in
 * the next hour.
 *
 *   PRIMARY  Coding [0 ── 60)   Coding [90 ───────────────── runs     560 minutes after the morning
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { NamedAnswer } from '../../../core/closing/closeAnswer.ts';
import { proposedAnswer } from '../../../core/closing/closeItem.ts';
import type { Slice } from '../../../core/engine/slice.ts';
import { done, minuteMs, morning } from '../support/engineWorld.ts';
import { makeRig, type Rig } from '../support/projectionRig.ts';

const date = '2026-11-02';
const at = (minutes: number) => morning + minutes * minuteMs;

let rig: Rig;
afterEach(() => rig.close());

async function forgottenDay(options: Parameters<typeof makeRig>[0] = {}) {
  rig = await makeRig(options);
  await rig.start('Coding');
  const mode = await rig.start('Deep Work', 'WORK_MODE');
  await rig.advance(60 * minuteMs);
  await rig.stop();
  await rig.advance(30 * minuteMs);
  const running = await rig.start('Coding');
  const { categoryId } = running;
  done(await rig.commands().patchCategory(rig.caller, { categoryId, maxMinutes: 180 }));
  await rig.advance(470 * minuteMs);
  return { running, mode };
}

const gap = { startAt: at(60), endAt: at(90) };

type Forgotten = Readonly<{ running: Slice; mode: Slice }>;
type Row = Readonly<{
  reason: string;
  calls: number;
  answers: (forgotten: Forgotten) => NamedAnswer[];
}>;

const doubted = ({ id: sliceId, updatedAt: asOfAt }: Slice) => ({ sliceId, asOfAt });

const rows: readonly Row[] = [
  {
    reason: 'what ran is ended',
    calls: 1,
    answers: ({ running }) => [{ do: 'end', ...doubted(running), endAt: at(270) }],
  },
  {
    reason: 'what ran is ended just now',
    calls: 1,
    answers: ({ running }) => [{ do: 'end', ...doubted(running), endAt: at(560) }],
  },
  {
    reason: 'what ran on was something else',
    calls: 2,
    answers: ({ running }) => [
      { do: 'carve', ...doubted(running), startAt: at(270), endAt: null, category: 'Reading' },
    ],
  },
  {
    reason: 'in between it was something else: one more to see that what runs still does',
    calls: 4,
    answers: ({ running }) => [
      { do: 'carve', ...doubted(running), startAt: at(270), endAt: at(300), category: 'Reading' },
    ],
  },
  {
    reason: 'a gap is filled beside what runs: one more for the same reason',
    calls: 2,
    answers: () => [{ do: 'fill', ...gap, with: 'previous', category: null }],
  },
  {
    reason: 'a mode is ended, and what runs loses its tag',
    calls: 1,
    answers: ({ mode }) => [{ do: 'end', ...doubted(mode), endAt: at(200) }],
  },
  {
    reason: 'all is kept',
    calls: 0,
    answers: ({ running }) => [
      { do: 'keep', ...doubted(running) },
      { do: 'leave', ...gap },
    ],
  },
];

describe('the close of a day', () => {
  it.each(rows)('costs what it told: $reason', async ({ calls, answers }) => {
    const input = { date, source: 'MANUAL' as const, answers: answers(await forgottenDay()) };
    const previewed = await rig.commands().previewCloseDay(rig.caller, input);
    const before = (await rig.calls()).length;
    done(await rig.commands().closeDay(rig.caller, input));
    await rig.advance(60 * minuteMs);
    const made = (await rig.calls()).slice(before);
    expect(previewed).toMatchObject({ kind: 'preview', calls });
    expect(made.map(({ method, reason }) => `${method} ${reason}`)).toHaveLength(calls);
    expect((await rig.status()).pending).toBe(0);
  });

  it('costs what the list told for all that is proposed', async () => {
    await forgottenDay();
    const { items, calls } = await rig.dayClose().list(rig.caller, date);
    const answers = items.map(proposedAnswer) as NamedAnswer[];
    expect(answers.map((answer) => answer.do)).toEqual(['fill', 'end']);
    const before = (await rig.calls()).length;
    const named = answers.map((answer) =>
      answer.do === 'fill' ? { ...answer, with: 'previous' as const, category: null } : answer,
    );
    done(await rig.commands().closeDay(rig.caller, { date, source: 'MANUAL', answers: named }));
    await rig.advance(60 * minuteMs);
    expect((await rig.calls()).slice(before)).toHaveLength(calls);
  });

  it('asks nothing of Toggl and writes nothing to tell it', async () => {
    await forgottenDay();
    const before = await rig.calls();
    await rig.dayClose().list(rig.caller, date);
    await rig.advance(10 * minuteMs);
    expect(await rig.calls()).toEqual(before);
  });

  const ended = ({ running }: Forgotten) => ({
    date,
    source: 'MANUAL' as const,
    answers: [{ do: 'end' as const, ...doubted(running), endAt: at(270) }],
  });
  const isMe = ({ url }: Readonly<{ url: string }>) => url.includes('/api/v9/me?');

  it('costs nothing where Toggl is not connected', async () => {
    const failing = { fault: 'server-error-before', times: 10_000, matches: isMe } as const;
    const input = ended(await forgottenDay({ failing }));
    const previewed = await rig.commands().previewCloseDay(rig.caller, input);
    expect(previewed).toMatchObject({ kind: 'preview', calls: 0 });
  });

  it('costs nothing where its entries are of another Toggl user', async () => {
    const forgotten = await forgottenDay();
    rig.sandbox.configure({ account: { userId: 9_000_002 } });
    await rig.crashAndRestart({ tokenHash: 'hash of another user' });
    const previewed = await rig.commands().previewCloseDay(rig.caller, ended(forgotten));
    expect(previewed).toMatchObject({ kind: 'preview', calls: 0 });
  });

  it('costs what it told also where more is still to be taken in than one look does', async () => {
    await forgottenDay();
    const fill = { do: 'fill', ...gap, with: 'previous', category: null } as const;
    const input = { date, source: 'MANUAL' as const, answers: [fill] };
    for (let change = 0; change < 201; change += 1) {
      const asked = { dimension: 'SOCIAL', category: `Room ${change % 2}` } as const;
      done(await rig.engine().startSlice(rig.caller, asked));
    }
    const previewed = await rig.commands().previewCloseDay(rig.caller, input);
    const before = (await rig.calls()).length;
    done(await rig.commands().closeDay(rig.caller, input));
    await rig.advance(60 * minuteMs);
    expect(previewed).toMatchObject({ kind: 'preview', calls: 2 });
    expect((await rig.calls()).slice(before)).toHaveLength(2);
  });
});
