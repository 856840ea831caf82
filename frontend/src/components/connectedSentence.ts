/** Whom Toggl is connected as, and where new entries go. */
import type { TogglStatus } from '../server/toggl.ts';

export function connectedSentence({
  userName,
  workspaceId,
  workspaceName,
}: Pick<TogglStatus, 'userName' | 'workspaceId' | 'workspaceName'>): string {
  // Connected by a version that did not keep the name.
  const connected = userName === null ? 'Connected' : `Connected as ${userName}`;
  return `${connected}, writing to the workspace ${workspaceName ?? workspaceId}.`;
}
