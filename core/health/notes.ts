/** What is worth telling of a sample beside its time, as the note of a slice. */

/** `Quality 85`. */
export function sleepNote(quality: number | string | undefined): string | null {
  return quality === undefined || quality === '' ? null : `Quality ${quality}`;
}

/** `Strength training, 320 kcal` of the type `strength-training`. */
export function workoutNote(type: string, calories: number | undefined): string {
  const words = type.replace(/[-_]+/g, ' ').trim();
  const name = words.charAt(0).toUpperCase() + words.slice(1);
  return calories === undefined ? name : `${name}, ${Math.round(calories)} kcal`;
}
