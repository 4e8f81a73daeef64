import {
  bare,
  candidate,
  certainty,
  chosen,
  common,
  depth,
  fits,
  type PlaceNames,
  widestOf,
} from './choose-meaning.js';
import type { IndexedName } from './name-index.js';
import { type Meanings, meaningsOf } from './name-meanings.js';
import { narrowestCode } from './narrowest-code.js';
import { clausesOf, saysNoPlace } from './no-places.js';
import { keyOfWords, placeKey } from './place-key.js';
import { nowhere, type Place, type PlaceContext, type PlaceResolution } from './place-resolution.js';
import { countries, inWords, levelWords } from './place-words.js';
import { readPlaceText, wholeText } from './read-place-text.js';

/**
 * Resolves a text to the narrowest place that it names for certain; see `Gazetteer.resolvePlace`. A governorate among several names narrows the others, a
 * narrower and a wider name that agree are surer than one, and names that contradict each other resolve to nothing and stay candidates.
 */
export function resolvePlace(names: PlaceNames, text: string, context: PlaceContext): PlaceResolution {
  const governorate = context.governorate ?? null;
  const whole = wholeText(text);
  const wholeNames = names.index.exact(keyOfWords(whole.words));
  const found =
    wholeNames.length > 0
      ? [{ names: wholeNames, part: whole }]
      : readPlaceText(text).flatMap((part) => meaningsOf(names.index, part) ?? []);
  const known = withoutEveryday(found, governorate);
  if (known.length === 0) return resolveNear(names, text, context);
  const inside = known.map((each) => within(each, governorate)).filter((each) => each.names.length > 0);
  // Known, but not in this governorate: the cells contradict each other, and a near spelling would be worse.
  if (inside.length === 0) return undecided(governorate, known.flatMap(entriesOf));
  const agreeing = inside.map((each) => ({
    ...each,
    names: each.names.filter(({ entry }) => inside.every((other) => other.names.some((one) => fits(one.entry, entry)))),
  }));
  if (agreeing.some((each) => each.names.length === 0)) return contradiction(inside, governorate);
  const read = agreeing.map((each) => chosen(names, each, context));
  read.sort((a, b) => depth(b.codes) - depth(a.codes));
  const wider = new Set(read.map(({ codes }) => narrowestCode(codes))).size - 1;
  return { ...read[0], confidence: 1 - (1 - read[0].confidence) / 2 ** wider };
}

/** A place that is called like an everyday word (the school, the farm) counts only beside a wider place that it lies in, or as "the quarter of". */
function withoutEveryday(found: Meanings[], governorate: string | null): Meanings[] {
  const sure = found.filter(({ part }) => !saysNoPlace(part.words));
  if (sure.length === found.length) return found;
  const isBeside = sure.length > 0 || governorate !== null;
  const liesIn = ({ entry }: IndexedName<Place>): boolean =>
    sure.every((other) => other.names.some((wide) => wide.entry.level < entry.level && fits(wide.entry, entry)));
  const everyday = found
    .filter(({ part }) => saysNoPlace(part.words))
    .map((each) => {
      const says = namesLevel(each.part.words) ? each.part.level : null;
      const names = within(each, governorate).names.filter(
        (name) => liesIn(name) && (isBeside || name.entry.level === says),
      );
      return { ...each, names };
    });
  return [...sure, ...everyday.filter(({ names }) => names.length > 0)];
}

const namesLevel = (words: readonly string[]): boolean =>
  words.some((word) => !levelWords.has(word) && !inWords.has(word));

function within({ names, part }: Meanings, governorate: string | null): Meanings {
  return { names: names.filter(({ entry }) => governorate === null || entry.codes.governorate === governorate), part };
}

/** Neither of two names that contradict each other is chosen. "On the road between" two towns of one governorate is in that governorate. */
function contradiction(named: Meanings[], governorate: string | null): PlaceResolution {
  const meant = named.map((each) => widestOf(each.names).map(({ entry }) => entry));
  const shared = common(meant.flat().map(({ codes }) => codes));
  const open = undecided(governorate, meant.flat());
  if (shared.governorate === null || !named.some(({ part }) => part.around === 'road')) return open;
  return { ...open, codes: { ...nowhere, governorate: shared.governorate }, how: 'exact', confidence: 0.5 };
}

function undecided(governorate: string | null, places: Place[]): PlaceResolution {
  return { codes: { ...nowhere, governorate }, how: 'none', confidence: 0, candidates: bare(places) };
}

function resolveNear(names: PlaceNames, text: string, context: PlaceContext): PlaceResolution {
  const governorate = context.governorate ?? null;
  const clauses = readPlaceText(text).map((part) => clausesOf(part.words));
  const named = clauses.map((each) => each.filter((words) => !saysNoPlace(words)).flat());
  const hasEveryday = clauses.some((each) => each.some(saysNoPlace));
  const keys = [...(hasEveryday ? [] : [placeKey(text)]), ...named.map(keyOfWords)].filter((key) => key !== '');
  if (keys.some((key) => countries.has(key))) return undecided(governorate, []);
  for (const key of new Set(keys)) {
    const near = names.index.near(key, ({ codes }) => governorate === null || codes.governorate === governorate);
    if (near.length === 0) continue;
    const part = { words: [], level: null, around: null };
    const guess = chosen(names, { names: near.map(({ name }) => name), part }, context);
    const candidates = near.map(({ name, distance }) => candidate(name.entry, 1 - distance));
    if (guess.how === 'none') return { ...guess, candidates };
    return { ...guess, how: 'near', confidence: certainty.near * (1 - near[0].distance), candidates };
  }
  return undecided(governorate, []);
}

const entriesOf = ({ names }: Meanings): Place[] => names.map(({ entry }) => entry);
