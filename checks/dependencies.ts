/**
 * package.json says what the code takes from outside, no more and no less: an undeclared package
 * works until somebody else's dependency goes, and an unused one is code nobody reads.
 */
import { packageOf } from './imports.ts';
import { isTest, type Source } from './sources.ts';

export type Manifest = Readonly<{
  dependencies: Readonly<Record<string, string>>;
  devDependencies: Readonly<Record<string, string>>;
}>;

/** Folders that run only while developing; like tests, they may use development packages. */
const developing = ['checks/', 'bench/', 'simulation/'];

export function violations(sources: readonly Source[], manifest: Manifest): string[] {
  return [...undeclared(sources, manifest), ...unused(sources, manifest), ...ranges(manifest)];
}

function undeclared(sources: readonly Source[], manifest: Manifest): string[] {
  return sources
    .filter(({ path }) => path.includes('/'))
    .flatMap(({ path, imports }) => {
      const mayDevelop = isTest(path) || developing.some((folder) => path.startsWith(folder));
      return imports
        .filter(({ target, specifier }) => target === null && !specifier.startsWith('node:'))
        .filter(({ specifier }) => {
          const name = packageOf(specifier);
          return !(
            name in manifest.dependencies ||
            (mayDevelop && name in manifest.devDependencies)
          );
        })
        .map(
          ({ specifier, line }) =>
            `${path}:${line} imports ${specifier}, which package.json does not declare under ` +
            `${mayDevelop ? 'dependencies or devDependencies' : 'dependencies'}. Declare it ` +
            'there with an exact version, or do without.',
        );
    });
}

function unused(sources: readonly Source[], manifest: Manifest): string[] {
  const used = new Set(
    sources
      .filter(({ path }) => !isTest(path))
      .flatMap(({ imports }) => imports.map(({ specifier }) => packageOf(specifier))),
  );
  return Object.keys(manifest.dependencies)
    .filter((name) => !used.has(name))
    .map(
      (name) =>
        `package.json:1 declares the dependency ${name}, which no production file imports. ` +
        'Remove it, or move it to devDependencies if only tools and tests use it.',
    );
}

function ranges({ dependencies, devDependencies }: Manifest): string[] {
  return Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version))
    .map(
      ([name, version]) =>
        `package.json:1 asks for ${name} ${version}. Write one exact version: a range resolves ` +
        'differently under another Node.',
    );
}
