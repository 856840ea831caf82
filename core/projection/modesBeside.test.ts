import { describe, expect, test } from 'vitest';
import { modesBeside, stretchesOf } from './modesBeside.ts';

const hourMs = 3_600_000;
const span = (startAt: number, endAt: number | null) => ({ startAt, endAt });

describe('modes are read for', () => {
  test.each([
    { reason: 'nothing where there is no slice', slices: [], read: [] },
    { reason: 'one slice as long as it is', slices: [span(10, 20)], read: [span(10, 20)] },
    {
      reason: 'slices an hour apart at once',
      slices: [span(10, 20), span(20 + hourMs, 30 + hourMs)],
      read: [span(10, 30 + hourMs)],
    },
    {
      reason: 'slices further apart one by one',
      slices: [span(10, 20), span(21 + hourMs, 30 + hourMs)],
      read: [span(10, 20), span(21 + hourMs, 30 + hourMs)],
    },
    {
      reason: 'a slice that lies in the one before no shorter than that one',
      slices: [span(10, 50), span(20, 30)],
      read: [span(10, 50)],
    },
    {
      reason: 'what runs without an end',
      slices: [span(10, 20), span(20, null)],
      read: [span(10, null)],
    },
    {
      reason: 'all that comes after what runs along with it',
      slices: [span(10, null), span(20 + hourMs, 30 + hourMs)],
      read: [span(10, null)],
    },
    {
      reason: 'three that hang together at once',
      slices: [span(10, 20), span(30, 40), span(20 + hourMs, 30 + hourMs), span(9 * hourMs, null)],
      read: [span(10, 30 + hourMs), span(9 * hourMs, null)],
    },
  ])('$reason', ({ slices, read }) => {
    expect(stretchesOf(slices)).toEqual(read);
  });
});

describe('a mode bears on a slice', () => {
  test.each([
    { reason: 'that it lies in', mode: span(120, 130), isBeside: true },
    { reason: 'that it holds', mode: span(50, null), isBeside: true },
    { reason: 'in whose instant it ends', mode: span(50, 100), isBeside: true },
    { reason: 'at whose end it starts', mode: span(200, 210), isBeside: true },
    { reason: 'but not if it ended before', mode: span(50, 99), isBeside: false },
    { reason: 'but not if it starts afterwards', mode: span(201, null), isBeside: false },
  ])('$reason', ({ mode, isBeside }) => {
    expect(modesBeside(span(100, 200), [mode])).toEqual(isBeside ? [mode] : []);
  });

  test('that runs, whenever it starts after it', () => {
    expect(modesBeside(span(100, null), [span(900, 910)])).toEqual([span(900, 910)]);
  });
});
