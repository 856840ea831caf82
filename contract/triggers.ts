/** Triggers: named things that start and stop time, and the URLs their tags carry. */
import { z } from 'zod';
import { triggerKinds, triggerStates } from '../core/automations/trigger.ts';
import { at as atField } from './engine.ts';
import { instant, nameInput } from './text.ts';
import { triggerAction } from './verbs.ts';

const kind = z.enum(triggerKinds);
const action = triggerAction.nullable();
const seconds = (most: number) => z.int().min(0).max(most);

const settings = {
  doubleFireSeconds: seconds(60).meta({ description: 'two firings so near each other are one' }),
  undoWithinSeconds: seconds(600).meta({
    description: 'a second tap of a toggle takes its start back for so long; then it stops',
  }),
  hysteresisSeconds: seconds(3600).meta({
    description: 'on again so soon after off goes on with what ran',
  }),
  isInstant: z
    .boolean()
    .meta({ description: 'its tap URL acts at once, without a page that asks' }),
};

const actions = {
  on: action.meta({ description: 'what going on does' }),
  off: action.meta({ description: 'what going off does; by default it ends what on began' }),
  tap: action.meta({ description: 'what a tap does' }),
};

export const triggerBody = z
  .strictObject({
    name: nameInput,
    kind,
    on: actions.on.default(null),
    off: actions.off.default(null),
    tap: actions.tap.default(null),
    doubleFireSeconds: settings.doubleFireSeconds.default(3),
    undoWithinSeconds: settings.undoWithinSeconds.default(10),
    hysteresisSeconds: settings.hysteresisSeconds.default(0),
    isInstant: settings.isInstant.default(false),
  })
  .superRefine(({ on, off, tap }, context) => {
    if (on !== null || off !== null || tap !== null) return;
    context.addIssue({
      code: 'custom',
      path: ['on'],
      message: 'give it an action: on, off or tap',
    });
  });

const isPaused = z.boolean().meta({
  description: 'begins nothing while it is; going off ends what it began before',
});

export const triggerPatchBody = z
  .strictObject({ name: nameInput, kind, ...actions, ...settings, isPaused })
  .partial();

/** The file of TRIGGERS_FILE: what each would be made with. */
export const triggersFile = z.array(triggerBody);

export const triggerParams = z.strictObject({ name: nameInput });

export const fireBody = z.strictObject({
  state: z.enum(triggerStates).default('tap'),
  at: atField.optional(),
});

export const fireQuery = z.object({ state: z.string(), at: z.string() }).partial();

export const triggerReply = z
  .object({
    id: z.string(),
    name: z.string(),
    kind,
    ...actions,
    ...settings,
    origin: z
      .enum(['api', 'file'])
      .meta({ description: 'one from the file is changed there; its pause is not of the file' }),
    isPaused,
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'Trigger' });

export const triggerListReply = z.array(triggerReply);

export const tagReply = z
  .object({
    url: z.string().meta({ description: 'for the tag; whoever reads it can tap this trigger' }),
    version: z.int(),
    isInstant: z.boolean(),
  })
  .meta({ id: 'Tag' });

export const tagParams = z.strictObject({ token: z.string().max(200) });
export const tagQuery = z.object({ at: atField, done: z.string() }).partial();
