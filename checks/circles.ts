/**
 * No file imports itself by way of others. Type-only imports count: two files that need each
 * other's types are one thing cut in two at the wrong place.
 */
import type { Source } from './sources.ts';

export function violations(sources: readonly Source[]): string[] {
  const targets = new Map(
    sources.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
  );
  const finished = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const repeatedFrom = trail.indexOf(path);
    if (repeatedFrom >= 0) {
      found.push(sentence([...trail.slice(repeatedFrom), path]));
      return;
    }
    if (finished.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    finished.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

function sentence(circle: readonly string[]): string {
  return (
    `${circle[0]}:1 imports itself in a circle: ${circle.join(' → ')}. Move what they share into ` +
    'a file below them all.'
  );
}
