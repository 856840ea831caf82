import { expect, test } from 'vitest';
import { crossingTable } from './crossingTable.ts';

const during = (categoryId: string, otherCategoryId: string | null, seconds: number) =>
  ({ dimension: 'WORK_MODE', categoryId, otherCategoryId, seconds }) as const;

test('crossings are rows and columns, longest first, with what had nothing beside it last', () => {
  const crossings = [
    during('mail', null, 900),
    during('mail', 'shallow', 60),
    during('coding', 'deep', 600),
    during('coding', 'shallow', 500),
    { ...during('coding', 'call', 300), dimension: 'SOCIAL' as const },
  ];
  expect(crossingTable(crossings, 'WORK_MODE')).toEqual({
    columns: ['deep', 'shallow', null],
    rows: [
      { categoryId: 'coding', total: 1100, cells: [600, 500, 0] },
      { categoryId: 'mail', total: 960, cells: [0, 60, 900] },
    ],
  });
});
