import { describe, expect, it } from 'vitest';
import { type Catalogue, categoryFor } from './historyCategory.ts';
import type { HistoryEntry } from './historyEntry.ts';

const entry: HistoryEntry = {
  id: 7,
  workspaceId: 1,
  description: 'Reading',
  projectId: null,
  tags: [],
  startSecond: 1000,
  stopSecond: 2000,
  modifiedAt: 0,
  deletedAt: null,
};
const catalogue: Catalogue = {
  categories: [
    { id: 'study', name: 'Study', foldedName: 'study', togglProjectId: 77 },
    { id: 'books', name: 'Books', foldedName: 'books', togglProjectId: null },
  ],
  projects: [
    { id: 77, name: 'Books' },
    { id: 78, name: ' BOOKS ' },
    { id: 79, name: 'Games' },
    { id: 80, name: 'x'.repeat(300) },
    { id: 82, name: 'Kunde\u0085A' },
    { id: 83, name: '\u0007\ud800' },
  ],
};

describe('the category of an imported entry', () => {
  it.each([
    { is: { projectId: 77 }, name: 'Study', reason: 'it was given the project' },
    { is: { projectId: 78 }, name: 'Books', reason: 'its name is the project’s, folded' },
    { is: { projectId: 79 }, name: 'Games', reason: 'a new one of the name of the project' },
    { is: { projectId: 80 }, name: 'x'.repeat(200), reason: 'cut to what a name may be' },
    { is: { projectId: 82 }, name: 'Kunde A', reason: 'what cannot be shown is left out' },
    { is: { projectId: 83 }, name: 'Toggl project 83', reason: 'nothing of its name can be shown' },
    { is: { projectId: 81, projectName: 'Old' }, name: 'Old', reason: 'Reports name the project' },
    { is: { projectId: 81 }, name: 'Toggl project 81', reason: 'nothing but its number is known' },
    { is: {}, name: 'Without project', reason: 'a free text makes none' },
    { is: { description: 'study' }, name: 'Study', reason: 'its text names one' },
    { is: { description: '' }, name: 'Without project', reason: 'it says nothing at all' },
  ])('is $name: $reason', ({ is, name }) => {
    expect(categoryFor({ ...entry, ...is }, catalogue).name).toBe(name);
  });
});
