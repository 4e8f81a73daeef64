import { type NameRole, nameRoles, type PersonName } from '../record.js';
import { cleanText } from '../text/clean-text.js';
import { scriptOf } from '../text/script.js';
import { nameFrequency } from './frequency.js';
import { nameWords } from './name-words.js';
import { nothingBeside, placeWords } from './parse-name.js';
import { tokenOf } from './token.js';
import type { CompiledName, PartSkeleton } from './types.js';

/** Parts that are compared; further ones are kept in the parse but not looked at, so that a comparison takes bounded time. */
export const mostParts = 7;

/**
 * Makes a name ready for comparison. A text with several names is read as the first; compileNames gives them all. Where the text names only a relative
 * ("mother of Khaled"), there is nothing to compare: the parse keeps the relative's name, the parts stay empty, or she would be taken for Khaled.
 */
export function compileName(name: string | PersonName): CompiledName {
  const person = typeof name === 'string' ? { raw: name } : name;
  const [best] = placeWords(person);
  const parse = best?.parse ?? {
    raw: person.raw,
    script: scriptOf(person.raw),
    parts: {},
    ...nothingBeside,
    order: 'unknown' as const,
    confidence: 0,
  };
  const isRelatives = parse.relation?.of === null;
  const parts = (isRelatives ? [] : (best?.words ?? []))
    .slice(0, mostParts)
    .map(({ word, role }) => ({ token: tokenOf(word.text), written: cleanWritten(word.written), role }));
  return {
    key: parts.map((part) => `${part.role ?? ''}:${part.token.text}`).join(' '),
    parse,
    parts,
    kunya: parse.kunya.map((written) => tokenOf(nameWords(written).words[0]?.text ?? cleanText(written))),
    rolesGiven: person.parts !== undefined && Object.values(person.parts).some(Boolean),
  };
}

/** A written name and the further names in the same text (in brackets, in the other script, after "known as"), each ready for comparison. */
export function compileNames(name: string | PersonName): CompiledName[] {
  const first = compileName(name);
  return [first, ...first.parse.aliases.map((alias) => compileName(alias))];
}

const cleanWritten = (written: string): string => written.normalize('NFC').replace(/\p{Cf}/gu, '');

/**
 * For record blocking: the likeliest coarse and fine consonant class of each role, with the share of people who have the coarse class in that role.
 * A role with two words gives its first (the second is often left out). Roles that the name does not have are absent.
 */
export function partSkeletons(compiled: CompiledName): Partial<Record<NameRole, PartSkeleton>> {
  const found: Partial<Record<NameRole, PartSkeleton>> = {};
  for (const role of nameRoles) {
    const token = compiled.parts.find((part) => part.role === role)?.token;
    const skeleton = token?.skeletons[0];
    if (!token || !skeleton) continue;
    const otherCoarse = [...new Set(token.skeletons.map(({ coarse }) => coarse))].slice(1);
    found[role] = { coarse: skeleton.coarse, fine: skeleton.fine, frequency: nameFrequency(token, role), otherCoarse };
  }
  return found;
}
