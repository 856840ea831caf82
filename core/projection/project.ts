/**
 * Which Toggl project a category's entries go to: the one a person chose ("none" is a choice
 * too), else the one active project with exactly the category's name. It never makes a project.
 */
type CategoryProject = Readonly<{
  foldedName: string;
  togglProjectId: number | null;
  isTogglProjectChosen: boolean;
}>;

type KnownProject = Readonly<{ id: number; foldedName: string; isActive: boolean }>;

export function projectFor(
  category: CategoryProject,
  projects: readonly KnownProject[],
): number | null {
  if (category.isTogglProjectChosen) return category.togglProjectId;
  const matching = projects.filter(
    (project) => project.isActive && project.foldedName === category.foldedName,
  );
  const [only, ...others] = matching;
  return only === undefined || others.length > 0 ? null : only.id;
}
