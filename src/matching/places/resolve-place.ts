import type { PlaceCodes } from '../record.js';
import type { IndexedName, NameIndex } from './name-index.js';
import { narrowestCode } from './narrowest-code.js';
import { placeKey } from './place-key.js';
import { levels, nowhere, type Place, type PlaceCandidate, type PlaceResolution } from './place-resolution.js';

const segmentMarks = /[,;/\\|()\u060c\u061b]|\s[-\u2013]\s/u; // Arabic comma, Arabic semicolon

/** Resolves a text to the narrowest place that it names for certain; see `Gazetteer.resolvePlace`. */
export function resolvePlace(index: NameIndex<Place>, text: string, governorate: string | null): PlaceResolution {
  const whole = resolveWritten(index, text, governorate);
  const segments = text.split(segmentMarks).filter((segment) => placeKey(segment) !== '');
  if (whole || segments.length < 2) return whole ?? resolveNear(index, text, governorate);
  // "Duma, Rif Dimashq": a governorate among the segments narrows the others; the narrowest segment wins.
  const parts = segments.map(
    (segment) => index.exact(placeKey(segment)).find(({ entry }) => entry.level === 0)?.entry.codes.governorate ?? null,
  );
  const named = parts.find((code) => code !== null) ?? governorate;
  const read = segments
    .map((segment) => resolveWritten(index, segment, named))
    .filter((found) => found !== null && found.how !== 'none');
  read.sort((a, b) => depth(b?.codes) - depth(a?.codes));
  return read[0] ?? resolveNear(index, text, governorate);
}

function isInside(governorate: string | null): (place: Place) => boolean {
  return (place) => governorate === null || place.codes.governorate === governorate;
}

/** By a name of the gazetteer; null when it has no such name in the governorate. */
function resolveWritten(index: NameIndex<Place>, text: string, governorate: string | null): PlaceResolution | null {
  const inside = isInside(governorate);
  const named = index.exact(placeKey(text)).filter(({ entry }) => inside(entry));
  return named.length > 0 ? chosen(named, governorate) : null;
}

function resolveNear(index: NameIndex<Place>, text: string, governorate: string | null): PlaceResolution {
  const key = placeKey(text);
  const inside = isInside(governorate);
  const near = index.near(key, inside);
  if (near.length > 0) {
    const guess = chosen(
      near.map(({ name }) => name),
      governorate,
    );
    return guess.how === 'none' ? guess : { ...guess, how: 'near', distance: near[0].distance };
  }
  return {
    codes: { ...nowhere, governorate },
    how: 'none',
    candidates: index.exact(key).map(({ entry }) => bare(entry)),
  };
}

/**
 * The widest level named wins (the town Aleppo is not meant when "Aleppo" is written, its governorate is as much as we know). Several places of that level
 * leave what their codes have in common; nothing in common is no answer.
 */
function chosen(named: IndexedName<Place>[], governorate: string | null): PlaceResolution {
  const widest = Math.min(...named.map(({ entry }) => entry.level));
  const best = named.filter(({ entry }) => entry.level === widest);
  const codes = { ...nowhere, governorate };
  for (const level of levels) {
    const code = best[0].entry.codes[level];
    if (code === null || best.some(({ entry }) => entry.codes[level] !== code)) break;
    codes[level] = code;
  }
  const candidates = named.length > 1 ? named.map(({ entry }) => bare(entry)) : [];
  const meanings = new Set(best.map(({ entry }) => narrowestCode(entry.codes))).size;
  if (codes.governorate === null || (meanings > 1 && depth(codes) <= (governorate ? 1 : 0)))
    return { codes, how: 'none', candidates };
  return { codes, how: best.some(({ isAlias }) => !isAlias) ? 'exact' : 'alias', candidates };
}

function depth(codes: PlaceCodes | undefined): number {
  return codes ? levels.filter((level) => codes[level] !== null).length : 0;
}

function bare({ codes, nameEn, nameAr }: Place): PlaceCandidate {
  return { codes, nameEn, nameAr };
}
