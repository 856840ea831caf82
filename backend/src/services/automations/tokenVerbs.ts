/** The one-call verbs as a token calls them: idempotent by key, and once where they fire twice. */
import type { Caller, CommandResult, EngineParts, Idempotency } from '../engineCommand.ts';
import { runTap, tapped } from './taps.ts';
import { type TokenCall, tapOfToken } from './tokenTap.ts';
import type { VerbDone } from './verbs.ts';

export type TokenVerbs = Readonly<{
  callVerb(
    caller: Caller,
    call: Omit<TokenCall, 'tokenId'>,
    idempotency?: Idempotency<VerbDone>,
  ): Promise<CommandResult<VerbDone>>;
}>;

export function createTokenVerbs(parts: EngineParts): TokenVerbs {
  return {
    callVerb: (caller, call, idempotency) =>
      runTap(parts, caller, {
        work: (command) => tapped(command, tapOfToken({ ...call, tokenId: caller.tokenId })),
        idempotency,
      }),
  };
}
