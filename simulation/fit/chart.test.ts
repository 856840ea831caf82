import { describe, expect, it } from 'vitest';
import { bars } from './chart.ts';

describe('a chart of bars', () => {
  it('has the longest bar as wide as the chart and the others in proportion', () => {
    const [full, half, least, none] = bars([
      { label: '09:00', value: 80 },
      { label: '10:00', value: 40 },
      { label: '11:00', value: 1 },
      { label: '12:00', value: 0 },
    ]);
    expect(full).toBe(`09:00  ${'█'.repeat(40)} 80`);
    expect(half).toBe(`10:00  ${'█'.repeat(20)} 40`);
    expect(least).toBe('11:00  ▌ 1');
    expect(none).toBe('12:00  0');
  });

  it('lines its bars up below each other', () => {
    expect(
      bars([
        { label: 'a', value: 0 },
        { label: 'long', value: 0 },
      ]),
    ).toEqual(['a     0', 'long  0']);
    expect(bars([])).toEqual([]);
  });
});
