import { describe, expect, it } from 'vitest';
import { nextColor, palette } from './palette.ts';

/** White paper and what browsers and phones show in the dark, at its lightest. */
const pages = { light: '#ffffff', dark: '#1c1c1e' };

/** WCAG 2.2, relative luminance. */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(color.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

describe('the palette', () => {
  it('measures contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });

  it.each(palette.map((color) => ({ color })))(
    'is legible in light and dark: $color',
    ({ color }) => {
      expect(contrast(color, pages.light)).toBeGreaterThanOrEqual(3);
      expect(contrast(color, pages.dark)).toBeGreaterThanOrEqual(3);
    },
  );

  it('holds no colour twice', () => {
    expect(new Set(palette).size).toBe(palette.length);
  });
});

describe('nextColor', () => {
  it.each([
    { used: [], color: palette[0], reason: 'nothing is used' },
    { used: [palette[0]], color: palette[1], reason: 'the first is used' },
    { used: [palette[1]], color: palette[0], reason: 'the first is free again' },
    { used: [palette[0].toUpperCase()], color: palette[1], reason: 'case does not count' },
    { used: ['#123456', '#123456'], color: palette[0], reason: 'colours of a person do not count' },
    { used: [...palette], color: palette[0], reason: 'all are used once' },
    { used: [...palette, palette[0]], color: palette[1], reason: 'the first is used twice' },
  ])('gives $color where $reason', ({ used, color }) => {
    expect(nextColor(used)).toBe(color);
  });
});
