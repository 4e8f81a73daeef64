// Lets ../shared/tools/eval-names.mjs measure the built library (npm run -s build:service first):
//   node ../shared/tools/eval-names.mjs --matcher bench/eval-names-adapter.mjs --half dev
// Imports nothing but the library's public entrance. Names are compiled once and kept, as the service keeps its match profiles.
import { compareNames, compileName, nameKeys } from '../dist/matching/index.js';

const compiled = new Map();
const mostKept = 300_000;

function nameOf(raw) {
  let name = compiled.get(raw);
  if (name === undefined) {
    if (compiled.size >= mostKept) compiled.clear();
    name = compileName(raw);
    compiled.set(raw, name);
  }
  return name;
}

export const score = (a, b) => compareNames(nameOf(a), nameOf(b)).similarity;
export const keys = (name) => nameKeys(name);
export function init({ names }) {
  for (const name of names) nameOf(name);
}
