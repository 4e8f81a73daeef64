import type { PlaceCodes } from '../record.js';
import { nowhere, type PlaceResolution } from './place-resolution.js';

const codeWithScheme = /^\s*(?:(OCHA|P-?CODE|COD)\b\W*)?([A-Z]{1,2}\d{2,8})\s*$/i;

/**
 * A text that is a code and nothing else: with the scheme the place, without it nothing (SY01 is Damascus for OCHA and Hasakah in FIPS). Null for any other
 * text.
 */
export function readCode(text: string, byCode: ReadonlyMap<string, { codes: PlaceCodes }>): PlaceResolution | null {
  const [, scheme, code] = codeWithScheme.exec(text.slice(0, 40)) ?? [];
  if (code === undefined) return null;
  const found = scheme ? byCode.get(code.toUpperCase()) : undefined;
  return found
    ? { codes: found.codes, how: 'exact', confidence: 1, candidates: [] }
    : { codes: { ...nowhere }, how: 'none', confidence: 0, candidates: [] };
}
