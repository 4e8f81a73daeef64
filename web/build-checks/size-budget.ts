import { brotliCompressSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Prints what a browser downloads (brotli, kB = 1,000 bytes) and stops the build above the budget. */
export function sizeBudget(budget: { firstScriptKilobytes: number; routeKilobytes: number }): Plugin {
  return {
    name: 'athar-size-budget',
    generateBundle(_options, bundle) {
      const sizes = new Map<string, number>();
      for (const [name, file] of Object.entries(bundle)) {
        const content = file.type === 'chunk' ? file.code : file.source;
        sizes.set(name, brotliCompressSync(content).length / 1000);
      }
      const over: string[] = [];
      const withImports = (name: string, seen = new Set<string>()): Set<string> => {
        const file = bundle[name];
        if (file?.type !== 'chunk' || seen.has(name)) return seen;
        seen.add(name);
        for (const imported of file.imports) withImports(imported, seen);
        return seen;
      };
      for (const [name, file] of Object.entries(bundle)) {
        if (file.type !== 'chunk') continue;
        // What is loaded before anything shows: the entry and everything it imports without being asked.
        const loaded = file.isEntry ? [...withImports(name)] : [name];
        const kilobytes = loaded.reduce((sum, part) => sum + (sizes.get(part) ?? 0), 0);
        if (file.isEntry) this.info(`${kilobytes.toFixed(1).padStart(6)} kB br  first script with all it imports`);
        if (kilobytes > (file.isEntry ? budget.firstScriptKilobytes : budget.routeKilobytes))
          over.push(`${name}: ${kilobytes.toFixed(1)} kB`);
      }
      for (const [name, kilobytes] of sizes)
        if (/\.(js|css)$/.test(name)) this.info(`${kilobytes.toFixed(1).padStart(6)} kB br  ${name}`);
      if (over.length > 0) this.error(`Over the size budget (brotli): ${over.join(', ')}`);
    },
  };
}
