import type { Plugin } from 'vite';
import { type BuiltFile, budget, loadedSizes, overBudget } from './loaded-sizes.js';

/** Prints what a browser loads first, for each screen and for the review, and stops the build above the limits of ux.md 4.2. */
export function sizeBudget(): Plugin {
  return {
    name: 'athar-size-budget',
    generateBundle(_options, bundle) {
      const sizes = loadedSizes(bundle as Record<string, BuiltFile>);
      for (const { what, name, kilobytes } of sizes) {
        const limits = what === 'catalogue' ? '' : `goal ${budget[what].goal}, fails above ${budget[what].fail}`;
        const over = what !== 'catalogue' && kilobytes > budget[what].goal ? '  over the goal' : '';
        this.info(`${kilobytes.toFixed(1).padStart(6)} kB br  ${what.padEnd(9)} ${name}  ${limits}${over}`);
      }
      const over = overBudget(sizes);
      if (over.length > 0) this.error(`Over the size budget (brotli):\n${over.join('\n')}`);
    },
  };
}
