/**
 * The frame around every page: a side bar on a laptop, a bar at the bottom on a phone, and what
 * the connection is like.
 */
import type { ReactNode } from 'react';
import { PageActionsProvider } from '../components/pageActions.tsx';
import { Commands } from './Commands.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import classes from './Frame.module.css';
import { PhoneBar } from './PhoneBar.tsx';
import { SideBar } from './SideBar.tsx';

export function Frame({ children }: { children: ReactNode }) {
  return (
    <PageActionsProvider>
      <div className={classes.frame}>
        <a className={classes.skip} href="#content">
          Skip to the content
        </a>
        <Commands />
        <SideBar />
        <div className={classes.body}>
          <ConnectionLine />
          <main id="content" tabIndex={-1} className={classes.content}>
            {children}
          </main>
        </div>
        <PhoneBar />
      </div>
    </PageActionsProvider>
  );
}
