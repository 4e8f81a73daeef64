import type { Plugin } from 'vite';

/** Physical sides turn wrong when the page runs right to left; `inline-start` and `inline-end` do not. */
const physical = /(?:^|[\s;{-])(?:left|right)\s*[:;-]|:\s*[^;{}]*\b(?:left|right)\b/m;

/** Stops the build when a style sheet of ours names left or right. */
export function checkLogicalCss(): Plugin {
  return {
    name: 'athar-check-logical-css',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('.css') || id.includes('node_modules')) return;
      const line = code
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .split('\n')
        .find((text) => physical.test(text));
      if (line) this.error(`${id}: use logical properties instead of left and right: ${line.trim()}`);
    },
  };
}
