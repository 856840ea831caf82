/** What days scroll in. Opens where something is to be seen. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './Timeline.module.css';

type ScrollerProps = Readonly<{
  firstPixels: number;
  /** How much of the columns lies left of the first that is to be seen. */
  firstShare?: number;
  children: ReactNode;
}>;

/** As wide as the hours, which stay in sight. */
const gutterPixels = 52;

export function Scroller({ firstPixels, firstShare = 0, children }: ScrollerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [opensAt] = useState({ top: firstPixels, share: firstShare });
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
