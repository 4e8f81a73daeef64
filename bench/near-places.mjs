// How many misspelt places are read rightly, wrongly or not at all: by the gazetteer (consonants and fuse.js), by the cross-script keys of names, and by both.
// The misspellings are written by rule from the gazetteer's own names; a spelling that is another place's name is left out. Run: npx nest build && node bench/near-places.mjs
import { readFileSync } from 'node:fs';
import {
  compareNames,
  compileName,
  createGazetteer,
  nameKeys,
  narrowestCode,
  parseGazetteerRows,
} from '../dist/matching/index.js';

const text = (name) => readFileSync(new URL(`../data/gazetteer/${name}.tsv`, import.meta.url), 'utf8');
const rows = parseGazetteerRows({
  admin: text('admin'),
  communities: text('communities'),
  neighbourhoods: text('neighbourhoods.damascus'),
  facilities: text('facilities'),
  otherNames: text('other-names'),
});
const gazetteer = createGazetteer(rows);

let seed = 20261122;
const random = (below) => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * below);
};
const letters = { Arab: 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي', Latn: 'abcdefghijklmnopqrstuvwyz' };
const scriptOf = (name) => (/\p{Script=Arabic}/u.test(name) ? 'Arab' : 'Latn');
const at = (name) => {
  // The first letter is the one that people get right.
  for (let tries = 0; tries < 20; tries++) {
    const index = 1 + random(name.length - 1);
    if (/\p{L}/u.test(name[index])) return index;
  }
  return 1;
};
const put = (name, index, letter, length = 1) => name.slice(0, index) + letter + name.slice(index + length);
const rules = {
  'one letter dropped': (name) => put(name, at(name), ''),
  'one letter changed': (name) => put(name, at(name), letters[scriptOf(name)][random(letters[scriptOf(name)].length)]),
  'one letter doubled': (name) => {
    const index = at(name);
    return put(name, index, name[index] + name[index]);
  },
  'two letters exchanged': (name) => {
    const index = Math.min(at(name), name.length - 2);
    return put(name, index, name[index + 1] + name[index], 2);
  },
  'article lost or gained': (name) =>
    scriptOf(name) === 'Arab'
      ? name.startsWith('ال')
        ? name.slice(2)
        : `ال${name}`
      : /^(al|as|ar|an|at|ad|az|ash)[- ]/i.test(name)
        ? name.replace(/^\w+[- ]/, '')
        : `Al-${name}`,
  'vowels of another language': (name) =>
    scriptOf(name) === 'Arab'
      ? null
      : name
          .replace(/u/, 'ou')
          .replace(/(?<=[bdfgklmnrst])i(?=[bdfgklmnrst])/, 'ee')
          .replace(/sh/, 'ch')
          .replace(/q/, 'k'),
};

const named = [...rows.admin, ...rows.communities].flatMap((row) =>
  [row.name_ar, row.name_en]
    .filter((name) => name.length >= 4 && name.length <= 24 && !/[-/]/.test(name))
    .map((name) => ({ name, code: row.pcode })),
);

// Cross-script keys of names: the places that share one, the most alike first.
const byKey = new Map();
for (const place of named) {
  for (const key of nameKeys(place.name)) {
    const same = byKey.get(key);
    if (same) same.push(place);
    else byKey.set(key, [place]);
  }
}
const compiled = new Map();
const compiledOf = (name) => {
  if (!compiled.has(name)) compiled.set(name, compileName({ raw: name }));
  return compiled.get(name);
};
const alike = 0.9;
function bySound(spelling) {
  const found = new Map();
  const keys = nameKeys(spelling);
  for (const key of keys) for (const place of byKey.get(key) ?? []) found.set(place, (found.get(place) ?? 0) + 1);
  const most = Math.max(0, ...found.values());
  const scored = [...found]
    .filter(([, shared]) => shared === most)
    .slice(0, 300)
    .map(([place]) => ({ place, score: compareNames(compiledOf(spelling), compiledOf(place.name)).similarity }))
    .sort((a, b) => b.score - a.score);
  const best = scored[0];
  if (!best || best.score < alike) return null;
  const codes = new Set(
    scored
      .filter(({ score }) => score > best.score - 0.02)
      .map(({ place }) => gazetteer.resolvePlace(place.name).codes)
      .map(narrowestCode),
  );
  return codes.size === 1 ? [...codes][0] : null;
}
const byGazetteer = (spelling) => {
  const { how, codes } = gazetteer.resolvePlace(spelling);
  return how === 'near' ? narrowestCode(codes) : null;
};
const byBoth = (spelling) => {
  const [near, sound] = [byGazetteer(spelling), bySound(spelling)];
  return near !== null && sound !== null && near !== sound ? null : (near ?? sound);
};
const methods = { gazetteer: byGazetteer, 'name keys': bySound, both: byBoth };

const sample = Array.from({ length: 400 }, () => named[random(named.length)]).filter(
  ({ name }) => gazetteer.resolvePlace(name).how !== 'none',
);
console.log(
  `${sample.length} places, seed 20261122; right / wrong / not read, percent of the misspellings that are no other place's name`,
);
for (const [rule, misspell] of Object.entries(rules)) {
  const cases = sample
    .map(({ name }) => ({ spelling: misspell(name), truth: narrowestCode(gazetteer.resolvePlace(name).codes) }))
    .filter(({ spelling }) => spelling !== null);
  const unknown = cases.filter(({ spelling }) => !['exact', 'alias'].includes(gazetteer.resolvePlace(spelling).how));
  const exactRight = cases.filter(({ spelling, truth }) => {
    const { how, codes } = gazetteer.resolvePlace(spelling);
    return (how === 'exact' || how === 'alias') && narrowestCode(codes) === truth;
  }).length;
  const shares = Object.entries(methods).map(([method, read]) => {
    const results = unknown.map(({ spelling, truth }) => ({ read: read(spelling), truth }));
    const percent = (count) => ((100 * count) / Math.max(1, unknown.length)).toFixed(0).padStart(3);
    const right = results.filter((each) => each.read === each.truth).length;
    const none = results.filter((each) => each.read === null).length;
    return `${method} ${percent(right)} /${percent(unknown.length - right - none)} /${percent(none)}`;
  });
  console.log(
    `${rule.padEnd(28)} ${String(unknown.length).padStart(4)} of ${cases.length} (${exactRight} read without a guess)  ${shares.join('   ')}`,
  );
}

const spellings = sample.map(({ name }) => rules['one letter changed'](name));
const times = spellings
  .map((spelling) => {
    const started = process.hrtime.bigint();
    gazetteer.resolvePlace(spelling);
    return Number(process.hrtime.bigint() - started) / 1e6;
  })
  .sort((a, b) => a - b);
console.log(
  `one near spelling: median ${times[times.length >> 1].toFixed(2)} ms, 95 of 100 within ${times[Math.floor(times.length * 0.95)].toFixed(2)} ms`,
);
