/** What days scroll in. Opens where something is to be seen, and anew for each period. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './Timeline.module.css';

type ScrollerProps = Readonly<{
  /** What is shown in it. */
  period: string;
  firstPixels: number;
  /** How much of the columns lies left of the first that is to be seen. */
  firstShare?: number;
  children: ReactNode;
}>;

/** As wide as the hours, which stay in sight. */
const gutterPixels = 52;

export function Scroller(props: ScrollerProps) {
  const { period, firstPixels, firstShare = 0, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const here = { period, top: firstPixels, share: firstShare };
  const [opensAt, setOpensAt] = useState(here);
  if (opensAt.period !== period) setOpensAt(here);
  useEffect(() => {
    const { current } = scroller;
    if (current === null) return;
    const left = opensAt.share * (current.scrollWidth - gutterPixels);
    current.scrollTo({ top: opensAt.top, left, behavior: 'instant' });
  }, [opensAt]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an empty day has to be scrolled by keys too
    <section className={classes.scroller} ref={scroller} aria-label="Time line" tabIndex={0}>
      {children}
    </section>
  );
}
