/** What days scroll in. Opens where something is to be seen. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './Timeline.module.css';

type ScrollerProps = Readonly<{ firstPixels: number; children: ReactNode }>;

export function Scroller({ firstPixels, children }: ScrollerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [opensAt] = useState(firstPixels);
  useEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = opensAt;
  }, [opensAt]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: an empty day has to be scrolled by keys too
    <section className={classes.scroller} ref={scroller} aria-label="Time line" tabIndex={0}>
      {children}
    </section>
  );
}
