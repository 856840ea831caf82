/**
 * Anything but a tap that changes something: sent at once, shown at once where the caller says
 * how, taken back when it fails. What it came to is told by queryClient.ts: `told` makes the
 * sentence, and a change that the reply names puts *Undo* beside it.
 */
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../../contract/call.ts';
import { type Api, bodyOf } from './api.ts';
import { renew } from './freshness.ts';
import { renewedBy, type Subject } from './queryKeys.ts';
import { useServer } from './serverContext.tsx';

/** How the cache looks once the command has worked; the server's own word follows. */
type Expectation<Input> = Readonly<{
  queryKey: QueryKey;
  /** `known` is whatever the query holds. */
  becomes: (known: never, input: Input) => unknown;
}>;

type CommandOptions<Input, Reply> = Readonly<{
  send: (api: Api, input: Input, key: string) => Promise<Answer<Reply>>;
  told?: (reply: Reply) => string;
  changes: readonly Subject[];
  expects?: readonly Expectation<Input>[];
  /** False where the page shows the failure itself. */
  isFailureTold?: boolean;
}>;

export function useCommand<Input, Reply>(options: CommandOptions<Input, Reply>) {
  const { api, newKey, changes } = useServer();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (input: Input) => changes.making(bodyOf(options.send(api, input, newKey()))),
    meta: {
      ...(options.told === undefined ? {} : { told: options.told }),
      isTold: options.isFailureTold ?? true,
    },
    onMutate: async (input: Input) => {
      const expected = options.expects ?? [];
      const before = expected.map(({ queryKey }) => ({
        queryKey,
        known: queryClient.getQueryData(queryKey),
      }));
      for (const { queryKey, becomes } of expected) {
        await queryClient.cancelQueries({ queryKey });
        queryClient.setQueryData(queryKey, (known: unknown) =>
          known === undefined ? undefined : becomes(known as never, input),
        );
      }
      return before;
    },
    onError: (_error, _input, before) => {
      for (const { queryKey, known } of before ?? []) queryClient.setQueryData(queryKey, known);
    },
    onSettled: () =>
      Promise.all(renewedBy(options.changes).map((queryKey) => renew(queryClient, { queryKey }))),
  });
}
