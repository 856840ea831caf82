import { expect, test } from 'vitest';
import {
  isProjectLacking,
  type KnownProjects,
  projectFor,
  projectProblem,
  suggestedProject,
} from './project.ts';

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
    projects: [coding, { ...coding, id: 12, name: 'Client', foldedName: 'client' }],
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
  expect(projectFor({ ...category, ...chosen }, read(projects))).toBe(id);
});

const chosen = { ...category, togglProjectId: 11, isTogglProjectChosen: true };

test.each([
  {
    reason: 'is archived',
    project: { ...coding, isActive: false },
    words:
      'The project Coding is archived in Toggl. Choose another, or bring it back there and read ' +
      'the projects again.',
  },
  {
    reason: 'was refused',
    project: { ...coding, refusedReason: 'no access' },
    words:
      'Toggl refused the project Coding (no access): it may be private or of another workspace. ' +
      'Choose another, or get access in Toggl and read the projects again.',
  },
  {
    reason: 'was refused and never shown',
    project: { ...coding, name: '', isActive: false, refusedReason: 'no access' },
    words:
      'Toggl refused project 11 (no access): it may be private or of another workspace. ' +
      'Choose another, or get access in Toggl and read the projects again.',
  },
  {
    reason: 'is not among those that were read',
    project: named(12, 'Mail'),
    words:
      'Toggl showed no project 11 when its projects were last read: it may be private, ' +
      'deleted, of another workspace, or newer. Choose another, or read the projects again.',
  },
])('a category goes without the project it chose where that $reason', ({ project, words }) => {
  expect(projectFor(chosen, read([project]))).toBeNull();
  expect(projectProblem(11, read([project]))).toBe(words);
});

test('a project is believed in before any were read', () => {
  expect(projectFor(chosen, unread)).toBe(11);
  expect(projectProblem(11, unread)).toBeNull();
});

test('a project that was refused is not matched by its name', () => {
  expect(projectFor(category, read([{ ...coding, refusedReason: 'no access' }]))).toBeNull();
});

const kept = { foldedName: 'coding', isNew: false, isTogglProjectChosen: false };

test.each([
  { reason: 'there is none', category: kept, projects: [], isLacking: true },
  { reason: 'others are there', category: kept, projects: [named(12, 'Mail')], isLacking: true },
  {
    reason: 'but not where one among others has its name',
    category: kept,
    projects: [named(12, 'Mail'), { ...coding, isActive: false }],
    isLacking: false,
  },
  { reason: 'but not while it is new', category: { ...kept, isNew: true }, isLacking: false },
  {
    reason: 'but not where a person chose, also none',
    category: { ...kept, isTogglProjectChosen: true },
    isLacking: false,
  },
])('a project may be made for a category where $reason', (given) => {
  const { category: made, projects = [], isLacking } = given;
  expect(isProjectLacking(made, projects)).toBe(isLacking);
});

test.each([
  { reason: 'the first of two of its name', projects: [coding, { ...coding, id: 12 }], id: 11 },
  { reason: 'one alike but for signs', projects: [named(13, 'Cod-Ing!')], id: 13 },
  { reason: 'one alike but for accents', projects: [named(13, 'Códing')], id: 13 },
  { reason: 'none of two alike', projects: [named(13, 'cod ing'), named(14, 'cod.ing')], id: null },
  { reason: 'none that is archived', projects: [{ ...coding, isActive: false }], id: null },
  { reason: 'none of another name', projects: [named(13, 'Code')], id: null },
])('offers $reason', ({ projects, id }) => {
  expect(suggestedProject(category, projects)?.id ?? null).toBe(id);
});

test('offers nothing for a name without letters', () => {
  expect(suggestedProject({ foldedName: '—' }, [named(13, '…')])).toBeNull();
});

const unread: KnownProjects = { isComplete: false, projects: [] };

function read(projects: KnownProjects['projects']): KnownProjects {
  return { isComplete: true, projects };
}

function named(id: number, name: string) {
  return { ...coding, id, name, foldedName: name.toLowerCase() };
}
