import { expect, test } from 'vitest';
import { projectFor } from './project.ts';

const coding = {
  id: 11,
  name: 'Coding',
  foldedName: 'coding',
  isActive: true,
  refusedReason: null as string | null,
};
const category = { foldedName: 'coding', togglProjectId: null, isTogglProjectChosen: false };

test.each([
  { reason: 'the one with exactly its name', projects: [coding], chosen: {}, id: 11 },
  {
    reason: 'the chosen one, whatever is named like it',
    projects: [coding],
    chosen: { togglProjectId: 12, isTogglProjectChosen: true },
    id: 12,
  },
  {
    reason: 'none where none was chosen on purpose',
    projects: [coding],
    chosen: { isTogglProjectChosen: true },
    id: null,
  },
  {
    reason: 'none where two have its name',
    projects: [coding, { ...coding, id: 12 }],
    chosen: {},
    id: null,
  },
  {
    reason: 'the active one of two with its name',
    projects: [{ ...coding, id: 12, isActive: false }, coding],
    chosen: {},
    id: 11,
  },
  {
    reason: 'none where the only one is archived',
    projects: [{ ...coding, isActive: false }],
    chosen: {},
    id: null,
  },
  {
    reason: 'none where a name is merely alike',
    projects: [{ ...coding, foldedName: 'coding 2' }],
    chosen: {},
    id: null,
  },
])('a category goes to $reason', ({ projects, chosen, id }) => {
  expect(projectFor({ ...category, ...chosen }, projects)).toBe(id);
});
