import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

/** Keys that come with some screens only: the catalogues stay flat, and everybody else does not load their words. */
export const laterParts: Readonly<Record<string, RegExp>> = {
  administration: /^admin/,
  imports: /^(import_(code|field|new|step|value)|mapping_(confidence|reason)|cell_flag)\./,
};

/** The keys of one part of a catalogue; without a name those of no part, which are there from the first screen on. */
export function catalogueParted(catalogue: Record<string, string>, part: string | null): Record<string, string> {
  const partOf = (key: string) => Object.entries(laterParts).find(([, keys]) => keys.test(key))?.[0] ?? null;
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => partOf(key) === part));
}

/** Gives `ar.json` without what comes later, and `ar.json?part=administration` with that part alone. */
export function catalogueParts(): Plugin {
  return {
    name: 'athar-catalogue-parts',
    enforce: 'pre',
    load(id) {
      const found = /^(.*\/locales\/\w+\.json)(?:\?part=(\w+))?$/.exec(id);
      if (!found?.[1]) return null;
      const words = catalogueParted(JSON.parse(readFileSync(found[1], 'utf8')), found[2] ?? null);
      return { code: `export default ${JSON.stringify(words)};`, moduleType: 'js' };
    },
  };
}
