import type { NameIndex } from './name-index.js';
import { facilityKeys, numbersIn } from './place-key.js';
import { nowhere, type PlaceCandidate, type PlaceResolution } from './place-resolution.js';

/** Resolves a place of detention by name, then by a number that only one of them has, then by a near spelling. */
export function resolveFacility(
  index: NameIndex<PlaceCandidate>,
  byNumber: Map<string, PlaceCandidate[]>,
  text: string,
  isTown: (token: string) => boolean,
): PlaceResolution {
  const keys = facilityKeys(text, isTown);
  for (const key of keys) {
    const found = index.exact(key);
    if (found.length === 1)
      return { codes: found[0].entry.codes, how: found[0].isAlias ? 'alias' : 'exact', candidates: [] };
    if (found.length > 1) return { codes: { ...nowhere }, how: 'none', candidates: found.map(({ entry }) => entry) };
  }
  const numbered = [...new Set(numbersIn(text).flatMap((number) => byNumber.get(number) ?? []))];
  if (numbered.length === 1) return { codes: numbered[0].codes, how: 'alias', candidates: [] };
  if (numbered.length > 1 || keys.length === 0) return { codes: { ...nowhere }, how: 'none', candidates: numbered };
  // A number that no facility has is not a spelling of another number.
  const near = numbersIn(text).length > 0 ? [] : index.near(keys[0], () => true);
  const entries = [...new Set(near.map(({ name }) => name.entry))];
  if (entries.length === 1) return { codes: entries[0].codes, how: 'near', distance: near[0].distance, candidates: [] };
  return { codes: { ...nowhere }, how: 'none', candidates: entries };
}
