/**
 * The life of one run of the program. When it ends, everything the program still holds goes
 * silent: its calls are never answered, its timers never fire, its writes never commit. That is
 * what a killed process looks like from outside; only what was committed is left.
 */
import type { Database } from '../backend/src/db/database.ts';
import type { Timers } from '../backend/src/projection/wakeup.ts';
import type { Transport } from '../toggl/transport.ts';

/** Where the program is to die: at its n-th commit or call from now on. */
export type DeathPlan = Readonly<{
  place: 'before-commit' | 'after-commit' | 'before-call' | 'in-call' | 'after-call';
  countdown: number;
}>;

export type Life = Readonly<{
  isOver(): boolean;
  end(): void;
  plan(plan: DeathPlan): void;
  /** Calls a planned death off. */
  spare(): void;
  mortalDatabase(database: Database): Database;
  mortalTimers(timers: Timers): Timers;
  mortalTransport(transport: Transport): Transport;
}>;

export function createLife(onEnd: () => void): Life {
  const state = { isOver: false, plan: null as DeathPlan | null };
  const end = () => {
    if (state.isOver) return;
    state.isOver = true;
    onEnd();
  };
  const reach = (place: DeathPlan['place']): void => {
    const { plan } = state;
    if (plan?.place !== place) return;
    state.plan = { ...plan, countdown: plan.countdown - 1 };
    if (plan.countdown <= 1) end();
  };
  const silence = <Value>() => new Promise<Value>(() => {});
  return {
    isOver: () => state.isOver,
    end,
    plan: (plan) => {
      state.plan = plan;
    },
    spare: () => {
      state.plan = null;
    },
    mortalDatabase: (database) => ({
      ...database,
      write: async (body) => {
        reach('before-commit');
        if (state.isOver) return silence();
        const value = await database.write(body);
        reach('after-commit');
        return state.isOver ? silence() : value;
      },
    }),
    mortalTimers: (timers) => ({
      after: (delayMs, run) =>
        timers.after(delayMs, () => {
          if (!state.isOver) run();
        }),
    }),
    mortalTransport: (transport) => async (request) => {
      reach('before-call');
      if (state.isOver) return silence();
      const exchange = transport(request);
      reach('in-call');
      const answered = await exchange;
      reach('after-call');
      return state.isOver ? silence() : answered;
    },
  };
}
