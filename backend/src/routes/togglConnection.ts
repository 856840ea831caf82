/** Connecting Toggl, and the projects it has. */
import type { z } from 'zod';
import {
  togglConnectBody,
  togglConnectReply,
  togglDisconnectReply,
  togglProjectsReply,
} from '../../../contract/toggl.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { Connected } from '../services/toggl/togglConnection.ts';
import type { ProjectsRead, ProjectView, TogglProjects } from '../services/toggl/togglProjects.ts';
import { answerCommand } from './commandReply.ts';
import { readSchema, writeSchema } from './routeSchema.ts';

export type ConnectionDoor = Readonly<{
  commands: Pick<Commands, 'connectToggl' | 'disconnectToggl' | 'refreshProjects'>;
  projects: Pick<TogglProjects, 'list'>;
}>;

const tag = 'toggl';

export function addConnectionRoutes(app: HttpApp, { commands, projects }: ConnectionDoor): void {
  app.post(
    '/toggl/connect',
    {
      schema: {
        ...writeSchema(
          {
            tag,
            scope: 'admin',
            operationId: 'connectToggl',
            summary: 'Connect Toggl by a token; one call',
          },
          { 200: togglConnectReply },
        ),
        body: togglConnectBody,
      },
    },
    (request, reply) => {
      const { token, workspaceId = null } = request.body;
      const input = { token, workspaceId: workspaceId === null ? null : Number(workspaceId) };
      return answerCommand(request, reply, {
        run: (key) => commands.connectToggl(request.caller, input, key),
        format: formatConnected,
      });
    },
  );
  app.delete(
    '/toggl/connect',
    {
      schema: writeSchema(
        {
          tag,
          scope: 'admin',
          operationId: 'disconnectToggl',
          summary: 'Forget the token; Toggl stays as it is',
        },
        { 200: togglDisconnectReply },
      ),
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.disconnectToggl(request.caller, key),
        format: formatDisconnected,
      }),
  );
  addProjectRoutes(app, { commands, projects });
}

function addProjectRoutes(app: HttpApp, { commands, projects }: ConnectionDoor): void {
  app.get(
    '/toggl/projects',
    {
      schema: readSchema(
        { tag, operationId: 'listTogglProjects', summary: 'Projects as last read; no call' },
        togglProjectsReply,
      ),
    },
    async (request) => (await projects.list(request.caller.accountId)).map(formatProject),
  );
  app.post(
    '/toggl/projects/refresh',
    {
      schema: writeSchema(
        { tag, operationId: 'refreshProjects', summary: 'Read them again: a call for each 200' },
        { 200: togglProjectsReply },
      ),
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.refreshProjects(request.caller, key),
        format: formatRead,
      }),
  );
}

function formatConnected({
  workspaceId,
  workspaces,
  projects,
}: Connected): z.output<typeof togglConnectReply> {
  return {
    connected: true,
    workspaceId: String(workspaceId),
    workspaces: workspaces.map(({ id, name }) => ({ id: String(id), name })),
    projects,
  };
}

function formatDisconnected({
  workspaceId,
}: Readonly<{ workspaceId: number }>): z.output<typeof togglDisconnectReply> {
  return { connected: false, workspaceId: String(workspaceId) };
}

function formatRead({ projects }: ProjectsRead): z.output<typeof togglProjectsReply> {
  return projects.map(formatProject);
}

function formatProject(project: ProjectView): z.output<typeof togglProjectsReply>[number] {
  const { id, name, isActive, isPrivate, problem, categoryIds } = project;
  return {
    id: String(id),
    name,
    isActive,
    isArchived: !isActive,
    isPrivate,
    problem,
    categoryIds: [...categoryIds],
  };
}
