/**
 * The file of TRIGGERS_FILE: read at the start, and either right as a whole or told in one line
 * with the trigger, the field and what is wrong there. Half a file would leave a Focus without
 * its effect, and nobody would know.
 */
import { readFile } from 'node:fs/promises';
import { triggersFile } from '../../../../contract/triggers.ts';
import { foldName } from '../../../../core/engine/category.ts';
import type { TriggerInput, Triggers } from './triggers.ts';

type FileOptions = Readonly<{
  accountId: string;
  /** null for none: triggers that came from a file before are gone then. */
  path: string | null;
  log: Readonly<{ info(message: string): void }>;
}>;

/** The message is the one line a person is told. */
export class BadTriggersFile extends Error {}

export async function takeTriggersFile(
  triggers: Pick<Triggers, 'takeFile'>,
  { accountId, path, log }: FileOptions,
): Promise<void> {
  const inputs = path === null ? [] : readTriggers(path, await textOf(path));
  const taken = await triggers.takeFile(accountId, inputs);
  if (taken.length === 0) return;
  log.info(`TRIGGERS_FILE wins: these triggers now come from it: ${taken.join(', ')}.`);
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadTriggersFile(`TRIGGERS_FILE cannot be read: ${reason}. Look at the path.`);
  });
}

function readTriggers(path: string, text: string): TriggerInput[] {
  const read = triggersFile.safeParse(jsonOf(path, text));
  if (!read.success) throw new BadTriggersFile(`TRIGGERS_FILE ${path}: ${faultIn(read.error)}`);
  const seen = new Set<string>();
  return read.data.map(({ name, kind, ...definition }) => {
    if (seen.has(foldName(name))) {
      throw new BadTriggersFile(
        `TRIGGERS_FILE ${path}: two triggers are named ${name}. Rename one.`,
      );
    }
    seen.add(foldName(name));
    return { name, kind, definition };
  });
}

function jsonOf(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new BadTriggersFile(`TRIGGERS_FILE ${path} is not JSON: ${reason}.`);
  }
}

type Issue = Readonly<{ path: readonly PropertyKey[]; message: string }>;
type Fault = Readonly<{ issues: readonly Issue[] }>;

/** `trigger 2, on.category: …`, counted from one as a person counts. */
function faultIn({ issues }: Fault): string {
  const [issue] = issues;
  if (issue === undefined) return 'it holds no triggers. Write a list of them.';
  const [first, ...rest] = issue.path;
  const place = typeof first === 'number' ? `trigger ${first + 1}` : 'the whole';
  const field = rest.length === 0 ? '' : `, ${rest.join('.')}`;
  return `${place}${field}: ${issue.message.replace(/\.$/, '')}.`;
}
