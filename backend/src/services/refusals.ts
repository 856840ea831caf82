/** What several services refuse in the same words. */
import { refusedWith } from './engineCommand.ts';

export const categoryNotFound = refusedWith(
  'category_not_found',
  'There is no such category. List the categories to see what is there.',
);

export const togglNotConnected = refusedWith(
  'toggl_not_connected',
  'Compass is not connected to Toggl. Send the token of your Toggl profile to POST ' +
    '/api/toggl/connect; where one is set already, GET /api/toggl/status says what is wrong.',
);
