/** What phones, tags and triggers call, and what holds it back, made together. */
import { createHeldStarts, type HeldStarts } from './heldStarts.ts';
import { createRules, type Rules } from './rules.ts';
import { createTags, type TagParts, type Tags } from './tags.ts';
import { createTokenVerbs, type TokenVerbs } from './tokenVerbs.ts';
import { createTriggers, type Triggers } from './triggers.ts';

type TapServices = Readonly<{
  verbs: TokenVerbs;
  triggers: Triggers;
  tags: Tags;
  heldStarts: HeldStarts;
  rules: Rules;
}>;

export function createTapServices(parts: TagParts): TapServices {
  return {
    verbs: createTokenVerbs(parts),
    triggers: createTriggers(parts),
    tags: createTags(parts),
    heldStarts: createHeldStarts(parts),
    rules: createRules(parts),
  };
}
