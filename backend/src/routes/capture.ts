/** The door of the inbox: one call makes a task of a name. It is sorted later, as any task is. */
import type { z } from 'zod';
import { captureBody, capturedReply, captureQuery } from '../../../contract/capture.ts';
import { civilDateIn } from '../../../core/time/civilDate.ts';
import type { DayRules } from '../../../core/time/day.ts';
import type { HttpApp } from '../http/httpApp.ts';
import { queryIntoBody } from '../http/queryInBody.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { TaskDone } from '../services/tasks/taskEdits.ts';
import { answerCommand } from './commandReply.ts';
import { writeSchema } from './routeSchema.ts';
import { sayCaptured } from './say.ts';
import { formatTask } from './taskFormat.ts';

export type CaptureDoor = Readonly<{
  commands: Pick<Commands, 'createTask'>;
  daysOf: (accountId: string) => Promise<DayRules>;
}>;

export function addCaptureRoute(app: HttpApp, { commands, daysOf }: CaptureDoor): void {
  app.post(
    '/capture',
    {
      preValidation: queryIntoBody,
      schema: {
        ...writeSchema(
          {
            tag: 'tasks',
            scope: 'track',
            operationId: 'capture',
            summary: 'Write down what is to be done, to be sorted later',
          },
          { 201: capturedReply },
        ),
        querystring: captureQuery,
        body: captureBody,
      },
    },
    async (request, reply) => {
      const { name, due } = request.body;
      const dueDate = dueDateOf(due, await daysOf(request.caller.accountId));
      return answerCommand(request, reply, {
        run: (key) => commands.createTask(request.caller, { name, dueDate }, key),
        status: () => 201,
        format: formatCaptured,
      });
    },
  );
}

function formatCaptured({ task, changeId }: TaskDone): z.output<typeof capturedReply> {
  return { task: formatTask(task), say: sayCaptured(task), changeId };
}

/** What is due is due on a date of the calendar, whatever hour a person's day begins at. */
function dueDateOf(
  due: z.output<typeof captureBody>['due'],
  { timeZone }: DayRules,
): string | undefined {
  if (due === undefined) return undefined;
  return due.kind === 'day' ? due.day : civilDateIn(due.at, timeZone);
}
