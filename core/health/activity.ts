/**
 * What a phone counts over a day: steps and the like. It is no time and makes no slice.
 *
 * Invariant: what nobody told is null, which is not zero.
 */
const activityFigures = ['steps', 'activeCalories', 'exerciseMinutes', 'standHours'] as const;

export type Activity = Readonly<Record<(typeof activityFigures)[number], number | null>>;

export type ToldActivity = Readonly<{
  [Figure in keyof Activity]?: number | undefined;
}>;

export type ActivityDay = Activity & Readonly<{ day: string }>;

export const noActivity: Activity = {
  steps: null,
  activeCalories: null,
  exerciseMinutes: null,
  standHours: null,
};

/** What is told takes the place of what was known; what is not told stays. */
export function withTold(known: Activity, told: ToldActivity): Activity {
  return figuresFrom((figure) => told[figure] ?? known[figure]);
}

export function isSameActivity(a: Activity, b: Activity): boolean {
  return activityFigures.every((figure) => a[figure] === b[figure]);
}

export function sumActivity(days: readonly Activity[]): Activity {
  return figuresFrom((figure) => {
    const told = days.flatMap((day) => day[figure] ?? []);
    return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0);
  });
}

function figuresFrom(figureOf: (figure: keyof Activity) => number | null): Activity {
  return {
    steps: figureOf('steps'),
    activeCalories: figureOf('activeCalories'),
    exerciseMinutes: figureOf('exerciseMinutes'),
    standHours: figureOf('standHours'),
  };
}
