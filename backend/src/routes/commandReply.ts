/**
 * How a command's result becomes a reply. What is remembered under an Idempotency-Key is the
 * very reply that was sent, so the same function makes both.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { unreachable } from '../../../core/invariant.ts';
import { refusalAnswer } from '../http/errors.ts';
import { idempotencyOf } from '../http/idempotency.ts';
import type { CommandResult, Idempotency, Refused } from '../services/engineCommand.ts';

type Command<Value> = Readonly<{
  run: (idempotency: Idempotency<Value> | undefined) => Promise<CommandResult<Value>>;
  /** 200 when it says nothing else. */
  status?: (value: Value) => number;
  format: (value: Value) => object;
  /** Stands for the body under an Idempotency-Key, where that is a stream. */
  body?: unknown;
}>;

export async function answerCommand<Value>(
  request: FastifyRequest,
  reply: FastifyReply,
  command: Command<Value>,
): Promise<void> {
  const replyTo = (value: Value) => ({
    status: command.status?.(value) ?? 200,
    body: command.format(value),
  });
  const key = idempotencyOf(request, command.body);
  const result = await command.run(key === undefined ? undefined : { ...key, reply: replyTo });
  const { status, body } = answerOf(result, replyTo);
  reply.code(status).send(body);
}

export function sendRefusal(reply: FastifyReply, { refusal }: Refused): void {
  const { status, body } = refusalAnswer(refusal);
  reply.code(status).send(body);
}

type Reply = Readonly<{ status: number; body: unknown }>;

function answerOf<Value>(result: CommandResult<Value>, replyTo: (value: Value) => Reply): Reply {
  switch (result.kind) {
    case 'done':
      return replyTo(result);
    case 'remembered':
      return result;
    case 'refused':
      return refusalAnswer(result.refusal);
    default:
      return unreachable(result);
  }
}
