/**
 * docs/proof.md: each command that proves something keeps its own section there, between marks.
 * What stands between them is what the command printed, and nothing else.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

const file = join(import.meta.dirname, '..', 'docs', 'proof.md');

export function writeSection(command: string, section: string): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '# Proof\n';
  writeFileSync(file, withSection(text, { command, section }));
}

type Section = Readonly<{
  /** As a person types it; the marks carry it. */
  command: string;
  section: string;
}>;

/** The text with the section in its place: between its marks, or at the end. Pure. */
export function withSection(text: string, { command, section }: Section): string {
  const beginMark = `<!-- ${command}: from here -->`;
  const endMark = `<!-- ${command}: to here -->`;
  const marked = `${beginMark}\n\n${section}\n\n${endMark}`;
  const begin = text.indexOf(beginMark);
  const end = text.indexOf(endMark);
  if (begin === -1 || end < begin) return `${text.trimEnd()}\n\n${marked}\n`;
  return text.slice(0, begin) + marked + text.slice(end + endMark.length);
}

/** For a reader who repeats it elsewhere. */
export function machineText(): string {
  const cores = cpus();
  const model = cores[0]?.model.trim() ?? 'unknown';
  return `${cores.length} cores (${model}), ${process.platform}, Node ${process.versions.node}`;
}
