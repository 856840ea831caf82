/** Starts the app: the real browser at the bottom, the pages on top. */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './shell/base.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { invariant } from '../../core/invariant.ts';
import { browserWorld } from './browserWorld.ts';
import { TickerProvider } from './components/ticker.tsx';
import { ServerProvider } from './server/serverContext.tsx';
import { createServer } from './shell/createServer.ts';
import { createPages } from './shell/routes.tsx';
import { colorSchemes, cssVariables, theme } from './shell/theme.ts';

const place = document.getElementById('root');
invariant(place !== null, 'index.html has a place for the app.');
const { server, queryClient, ticker } = createServer(browserWorld);

createRoot(place).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorSchemes}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <ServerProvider server={server}>
          {/* Above dialogs (200), below menus and lists (300): a notice hides no choice. */}
          <Notifications position="bottom-center" limit={3} zIndex={250} />
          <TickerProvider ticker={ticker}>
            <RouterProvider router={createPages()} />
          </TickerProvider>
        </ServerProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/serviceWorker.js');
}
