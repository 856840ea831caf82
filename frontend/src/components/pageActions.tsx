/**
 * What can be done on the page that is looked at, for the one list of actions of the frame
 * (shell/useActions.ts): so its keys are heard, shown and switched off with all others. A part of
 * a page that listened to keys by itself would be missing there.
 */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';

type PageAction = Readonly<{ id: string; label: string; keys: string; run: () => void }>;

type PageActions = readonly PageAction[];

const none: PageActions = [];
const Shown = createContext<PageActions>(none);
/** Apart from what is shown: whoever offers actions is not drawn again because of it. */
const Show = createContext<(actions: PageActions) => void>(() => {});

export function PageActionsProvider({ children }: { children: ReactNode }) {
  const [shown, show] = useState(none);
  return (
    <Show value={show}>
      <Shown value={shown}>{children}</Shown>
    </Show>
  );
}

export function usePageActions(): PageActions {
  return useContext(Shown);
}

/** As long as the caller is drawn, and as it was drawn last. One at a time offers some. */
export function useOfferActions(actions: PageActions): void {
  const show = useContext(Show);
  useEffect(() => show(actions), [show, actions]);
  useEffect(() => () => show(none), [show]);
}
