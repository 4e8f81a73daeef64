import type { NameToken } from '../names/types.js';
import { knownNames } from './known-names.js';
import { meaningOf } from './meaning.js';
import type { Heard } from './sound-evidence.js';
import { emissions } from './sound-model.js';

/** Letters with which the first halves of compounds are written. */
const ofPrefix: Record<string, string> = { abd: 'ae', abu: 'ae', umm: 'ueo' };
/** A first letter that one spelling in 50 has. */
const usual = 0.02;
const likelyMeaning = 0.2;

const lettersOfColumn: string[] = [];
for (const [run, column] of emissions.runs) lettersOfColumn[column] = run[0] ?? '';

const kept = new WeakMap<NameToken, string>();

/** The Latin letters that a name may begin with, in one spelling or another: those that an initial may stand for it with. */
export function latinInitials(token: NameToken): string {
  const known = kept.get(token);
  if (known !== undefined) return known;
  const found = new Set(token.script === 'Arab' ? token.heard.flatMap(heardInitials) : writtenInitials(token));
  const letters = [...found].join('');
  kept.set(token, letters);
  return letters;
}

function writtenInitials(token: NameToken): string[] {
  const own = [token.folded[0] ?? ''];
  if (token.isInitial) return own;
  const { names, weights, total } = token.meaning ?? meaningOf(token.readings);
  const meant = [...names].filter((_, at) => weights[at]! > likelyMeaning * total);
  return [...own, ...meant.flatMap((id) => heardInitials({ ...knownNames[id]!, known: id }))];
}

function heardInitials({ prefix, sound }: Heard): string[] {
  if (ofPrefix[prefix]) return [...ofPrefix[prefix]!];
  const shares = new Map<string, number>();
  let silent = 1;
  for (const offset of sound.offsets) {
    for (let column = 1; column < emissions.columns; column++) {
      const letter = lettersOfColumn[column];
      if (!letter) continue;
      shares.set(letter, (shares.get(letter) ?? 0) + silent * emissions.probability[offset + column]!);
    }
    silent *= emissions.probability[offset]!;
    if (silent < usual) break;
  }
  return [...shares].filter(([, share]) => share >= usual).map(([letter]) => letter);
}
