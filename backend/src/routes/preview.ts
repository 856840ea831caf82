/**
 * A command, or with `dryRun` what it would change. A preview takes no Idempotency-Key: it writes
 * nothing that could be done twice.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { previewReply } from '../../../contract/history.ts';
import { formatInstant, formatInstantOrNull } from '../../../core/time/instant.ts';
import type { CommandResult, Idempotency, Refused } from '../services/engineCommand.ts';
import type { Preview, PreviewedSlice } from '../services/previewCommand.ts';
import { answerCommand, sendRefusal } from './commandReply.ts';
import { type Dryable, isDryRun } from './dryRun.ts';

type Previewable<Value> = Readonly<{
  preview: () => Promise<Preview | Refused>;
  run: (idempotency: Idempotency<Value> | undefined) => Promise<CommandResult<Value>>;
  status?: (value: Value) => number;
  format: (value: Value) => object;
  formatPreview?: (preview: Preview) => object;
}>;

export async function answerOrPreview<Value>(
  request: FastifyRequest & Dryable,
  reply: FastifyReply,
  command: Previewable<Value>,
): Promise<void> {
  if (!isDryRun(request)) return answerCommand(request, reply, command);
  const previewed = await command.preview();
  if (previewed.kind === 'preview') {
    reply.send((command.formatPreview ?? formatPreview)(previewed));
    return;
  }
  sendRefusal(reply, previewed);
}

export function formatPreview({
  changes,
}: Pick<Preview, 'changes'>): z.output<typeof previewReply> {
  return {
    changes: changes.map(({ kind, before, after }) => ({
      kind,
      before: before === null ? null : { ...formatPreviewed(before), id: before.id },
      // The id of a slice that was not made names nothing.
      after:
        after === null
          ? null
          : { ...formatPreviewed(after), id: kind === 'insert' ? null : after.id },
    })),
  };
}

function formatPreviewed(slice: PreviewedSlice) {
  return {
    dimension: slice.dimension,
    category: slice.category,
    categoryId: slice.categoryId,
    start: formatInstant(slice.startAt),
    end: formatInstantOrNull(slice.endAt),
    source: slice.source,
    isLocked: slice.isLocked,
    linkedTaskId: slice.linkedTaskId,
    note: slice.note,
  };
}
