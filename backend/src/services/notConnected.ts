/** What is answered where Toggl is needed and Compass is not connected. */
import { refusedWith } from './engineCommand.ts';

export const notConnected = refusedWith(
  'toggl_not_connected',
  'Compass is not connected to Toggl. Send the token from your Toggl profile to POST ' +
    '/api/toggl/connect, or look at GET /api/toggl/status for what is wrong.',
);
