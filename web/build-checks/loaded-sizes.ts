import { brotliCompressSync } from 'node:zlib';

/** What of a built file the sizes need; Rollup's own shape fits. */
export interface BuiltFile {
  type: 'chunk' | 'asset';
  code?: string;
  source?: string | Uint8Array;
  isEntry?: boolean;
  /** The module that a chunk was split off for. */
  facadeModuleId?: string | null;
  isDynamicEntry?: boolean;
  imports?: string[];
}

/** What a browser loads for something, in kB brotli (1 kB = 1,000 bytes). */
export interface LoadedSize {
  what: 'first' | 'route' | 'review' | 'catalogue';
  name: string;
  kilobytes: number;
}

/** Goal and limit of ux.md 4.2, kB brotli of scripts. A catalogue counts with what is loaded first: nothing shows without one. */
export const budget = {
  first: { goal: 90, fail: 130 },
  route: { goal: 30, fail: 60 },
  review: { goal: 100, fail: 130 },
} as const;

/**
 * Scripts only. `first`: the entry with all that it imports, and the larger catalogue. `route`: what a screen loads beyond that. `review`: all
 * that stands between an empty cache and a pair that can be decided on.
 */
export function loadedSizes(bundle: Record<string, BuiltFile>): LoadedSize[] {
  const sizes = new Map<string, number>();
  const sizeOf = (name: string): number => {
    const known = sizes.get(name);
    if (known !== undefined) return known;
    const size = brotliCompressSync(bundle[name]?.code ?? '').length / 1000;
    sizes.set(name, size);
    return size;
  };
  const withImports = (name: string, seen = new Set<string>()): Set<string> => {
    const file = bundle[name];
    if (file?.type !== 'chunk' || seen.has(name)) return seen;
    seen.add(name);
    for (const imported of file.imports ?? []) withImports(imported, seen);
    return seen;
  };
  const sum = (names: Iterable<string>) => [...names].reduce((total, name) => total + sizeOf(name), 0);
  const named = (test: (file: BuiltFile) => boolean) =>
    Object.entries(bundle).flatMap(([name, file]) => (file.type === 'chunk' && test(file) ? [name] : []));

  const entries = named((file) => file.isEntry === true);
  const first = new Set(entries.flatMap((name) => [...withImports(name)]));
  const isCatalogue = (file: BuiltFile) => /\/locales\/\w+\.json$/.test(file.facadeModuleId ?? '');
  const catalogues = named(isCatalogue).map(
    (name): LoadedSize => ({ what: 'catalogue', name, kilobytes: sizeOf(name) }),
  );
  const firstSize = sum(first) + Math.max(0, ...catalogues.map(({ kilobytes }) => kilobytes));
  const routes = named((file) => file.isDynamicEntry === true && !isCatalogue(file)).map((name): LoadedSize => {
    const beyond = sum([...withImports(name)].filter((part) => !first.has(part)));
    const isReview = /\/review-page\.tsx$/.test(bundle[name]?.facadeModuleId ?? '');
    return isReview
      ? { what: 'review', name, kilobytes: firstSize + beyond }
      : { what: 'route', name, kilobytes: beyond };
  });
  return [{ what: 'first', name: entries.join(', '), kilobytes: firstSize }, ...catalogues, ...routes];
}

/** One sentence for each that is over its limit. */
export function overBudget(sizes: LoadedSize[]): string[] {
  return sizes.flatMap(({ what, name, kilobytes }) => {
    if (what === 'catalogue' || kilobytes <= budget[what].fail) return [];
    return [`${name} (${what}): ${kilobytes.toFixed(1)} kB, at most ${budget[what].fail}`];
  });
}
