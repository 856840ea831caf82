/** The seven days of a week as strips, drawn while they are near what a person sees. */
import { useIntersection } from '@mantine/hooks';
import { addDays, daysOf } from '../../../../core/time/calendar.ts';
import { QueryView } from '../../components/QueryView.tsx';
import { type Slice, useAllSlices } from '../../server/slices.ts';
import { useWords } from '../../words/wordsContext.tsx';
import { DayStrip } from './DayStrip.tsx';
import classes from './YearPage.module.css';

const ahead = '900px 0px';

type WeekRowsProps = Readonly<{ monday: string; scroller: HTMLElement }>;

export function WeekRows({ monday, scroller }: WeekRowsProps) {
  const words = useWords();
  const { ref, entry } = useIntersection<HTMLElement>({ root: scroller, rootMargin: ahead });
  return (
    <section ref={ref} className={classes.week} aria-label={`Week of ${words.civilDay(monday)}`}>
      {entry?.isIntersecting === true ? <Days monday={monday} /> : null}
    </section>
  );
}

const noSlices: readonly Slice[] = [];

/** Days without their slices while those are on their way: the room is the same, and the links. */
function Days({ monday }: { monday: string }) {
  const query = useAllSlices({ startDate: monday, endDate: addDays(monday, 7) });
  return (
    <QueryView query={query} loading={<Strips monday={monday} slices={noSlices} />}>
      {(slices) => <Strips monday={monday} slices={slices} />}
    </QueryView>
  );
}

type StripsProps = Readonly<{ monday: string; slices: readonly Slice[] }>;

function Strips({ monday, slices }: StripsProps) {
  return daysOf({ from: monday, to: addDays(monday, 6) }).map((date) => (
    <DayStrip key={date} date={date} slices={slices} />
  ));
}
