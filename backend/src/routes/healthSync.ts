/** The door of what a phone measured: parse, one command, format. No rule lives here. */
import type { z } from 'zod';
import { healthSyncBody, healthSyncReply } from '../../../contract/healthSync.ts';
import { sleepNote, workoutNote } from '../../../core/health/notes.ts';
import { formatInstant, formatInstantOrNull } from '../../../core/time/instant.ts';
import type { HttpApp } from '../http/httpApp.ts';
import type { Commands } from '../services/commandThenNudge.ts';
import type { HealthSynced, HealthSyncInput } from '../services/health/healthSync.ts';
import { answerCommand } from './commandReply.ts';
import { writeSchema } from './routeSchema.ts';
import { sayHealthSynced } from './say.ts';
import { formatTrimmed } from './sliceFormat.ts';

export type HealthSyncDoor = Readonly<{ commands: Pick<Commands, 'syncHealth'> }>;

export function addHealthSyncRoute(app: HttpApp, { commands }: HealthSyncDoor): void {
  app.post(
    '/engine/health/sync',
    {
      schema: {
        ...writeSchema(
          {
            tag: 'engine',
            scope: 'track',
            operationId: 'syncHealth',
            summary: 'Sleep, workouts and activity of a day, as a phone measured them',
          },
          { 201: healthSyncReply },
        ),
        body: healthSyncBody,
      },
    },
    (request, reply) =>
      answerCommand(request, reply, {
        run: (key) => commands.syncHealth(request.caller, readBody(request.body), key),
        status: () => 201,
        format: formatSynced,
      }),
  );
}

type Body = z.output<typeof healthSyncBody>;

function readBody({ date, sleepSessions, workouts, activity }: Body): HealthSyncInput {
  return {
    date,
    sleep: sleepSessions?.map(({ start: startAt, end: endAt, quality, ...rest }) => {
      return { ...rest, startAt, endAt, note: sleepNote(quality) };
    }),
    workouts: workouts?.map(({ start: startAt, end: endAt, calories, ...rest }) => {
      return { ...rest, startAt, endAt, note: workoutNote(rest.type, calories) };
    }),
    activity,
  };
}

function formatSynced(synced: HealthSynced): z.output<typeof healthSyncReply> {
  return {
    sleepSlicesCreated: synced.created.sleep,
    workoutSlicesCreated: synced.created.workout,
    healthMetricUpdated: synced.isActivityChanged,
    trimmed: synced.trimmed.map(formatTrimmed),
    kept: synced.kept.map(formatKept),
    changeIds: synced.written.map(({ changeId }) => changeId),
    say: sayHealthSynced(synced),
  };
}

function formatKept({ session, reason, slices }: HealthSynced['kept'][number]) {
  return {
    kind: session.kind,
    start: formatInstant(session.startAt),
    end: formatInstant(session.endAt),
    reason,
    slices: slices.map(({ id, category, startAt, endAt }) => {
      return { id, category, start: formatInstant(startAt), end: formatInstantOrNull(endAt) };
    }),
  };
}
