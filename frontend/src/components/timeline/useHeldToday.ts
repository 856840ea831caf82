/**
 * The day that a time line without a date is about: today, which turns with the clock, but for
 * whoever has something selected. What is typed into its fields would be gone with the day.
 */
import { useState } from 'react';
import { useToday } from '../useToday.ts';

/** A day to stay on; null follows the clock again. */
export type Hold = (date: string | null) => void;

type HeldToday = Readonly<{ today: string; shownDay: string; hold: Hold }>;

export function useHeldToday(): HeldToday {
  const today = useToday();
  const [heldDay, hold] = useState<string | null>(null);
  return { today, shownDay: heldDay ?? today, hold };
}
