/**
 * How a command's result becomes a reply. What is remembered under an Idempotency-Key is the
 * very reply that was sent, so the same function makes both.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { unreachable } from '../../../core/invariant.ts';
import { refusalAnswer } from '../http/errors.ts';
import { idempotencyOf } from '../http/idempotency.ts';
import type { CommandResult, Done, Idempotency } from '../services/engineCommand.ts';

type Reply = Readonly<{ status: number; body: object }>;

type Command<Value> = Readonly<{
  run: (idempotency: Idempotency<Value> | undefined) => Promise<CommandResult<Value>>;
  format: (result: Done<Value>) => Reply;
}>;

export async function answerCommand<Value>(
  request: FastifyRequest,
  reply: FastifyReply,
  { run, format }: Command<Value>,
): Promise<FastifyReply> {
  const key = idempotencyOf(request);
  const result = await run(key === undefined ? undefined : { ...key, reply: format });
  const { status, body } = replyTo(result, format);
  return reply.code(status).send(body);
}

function replyTo<Value>(result: CommandResult<Value>, format: Command<Value>['format']) {
  switch (result.kind) {
    case 'done':
      return format(result);
    case 'remembered':
      return result;
    case 'refused':
      return refusalAnswer(result.refusal);
    default:
      return unreachable(result);
  }
}
