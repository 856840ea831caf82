/** What phones, tags and triggers call, made together: they share how taps are told apart. */
import { createTags, type TagParts, type Tags } from './tags.ts';
import { createTokenVerbs, type TokenVerbs } from './tokenVerbs.ts';
import { createTriggers, type Triggers } from './triggers.ts';

type TapServices = Readonly<{ verbs: TokenVerbs; triggers: Triggers; tags: Tags }>;

export function createTapServices(parts: TagParts): TapServices {
  return {
    verbs: createTokenVerbs(parts),
    triggers: createTriggers(parts),
    tags: createTags(parts),
  };
}
