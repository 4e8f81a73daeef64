import { flag, type UnitString } from './read-units.js';
import { soundRow, units } from './sounds.js';
import type { Skeleton } from './types.js';

/** Vowels written between two consonants. A long Latin spelling (oo, ee, two vowels) cannot stand where Arabic writes nothing. */
export const vowel = { a: 1, i: 2, u: 4, long: 8, any: 16, arabic: 32, e: 64 } as const;

/** A sound this cheap for a letter is one of its usual readings; dearer ones do not make a key. */
const usualReadingCost = 0.13;
/** Vowels drift (Husayn, Hosein), so only a nearly regular reading of a vowel counts. */
const usualVowelCost = 0.05;
const mostVariants = 4;

interface ClassChoice {
  coarse: string;
  fine: string;
}

/** Consonant classes a unit may stand for, likeliest first; an empty class is a vowel or a dropped glide. */
const choices: ClassChoice[][] = units.map((unit) => {
  const found: ClassChoice[] = [];
  const byCost = [...unit.sounds].filter(([, cost]) => cost <= usualReadingCost).sort((x, y) => x[1] - y[1]);
  for (const [sound] of byCost) {
    const { coarse, fine, kind } = soundRow(sound) as { coarse: string; fine: string; kind: string };
    const sounded = kind === 'glide' || kind === 'consonant';
    // A consonant is not read as no consonant at all, even where some lists leave it out.
    if (unit.kind === 'consonant' && !sounded) continue;
    const choice = { coarse, fine: sounded ? fine : '' };
    if (!found.some((other) => other.coarse === coarse)) found.push(choice);
  }
  return found.length > 0 ? found : [{ coarse: '', fine: '' }];
});

/** French and German write short vowels with two letters as well (Houssam, Ennaceur); these they do not. */
const alwaysLong = ['oo', 'ee', 'aa', '\u0101', '\u012b', '\u016b', '\u014d']; // a, i, u, o with macron

const vowelMasks: number[] = units.map((unit) => {
  const has = (...names: string[]): boolean => names.some((name) => (unit.sounds.get(name) ?? 1) <= usualVowelCost);
  if (unit.kind === 'consonant') return 0;
  if (unit.script === 'Arab') {
    if (unit.kind === 'silent' || has('hamza')) return vowel.any;
    return vowel.arabic | (has('aa') ? vowel.a : 0) | (has('ii', 'y') ? vowel.i : 0) | (has('uu', 'w') ? vowel.u : 0);
  }
  const long = alwaysLong.includes(unit.letter) ? vowel.long : 0;
  return (
    (has('a', 'aa') ? vowel.a : 0) |
    (has('i', 'ii') ? vowel.i : 0) |
    (has('u', 'uu', 'o') ? vowel.u : 0) |
    (unit.letter === 'e' ? vowel.e : 0) |
    long
  );
});

/** A Latin c before e or i is never k: Turkish writes jeem so (Cemal), French seen. */
function choicesAt(reading: UnitString, index: number): ClassChoice[] {
  const unit = reading.units[index]!;
  const next = reading.units[index + 1];
  if (units[unit]!.letter !== 'c' || next === undefined || (vowelMasks[next]! & vowel.i) === 0) return choices[unit]!;
  return choices[unit]!.filter(({ coarse }) => coarse !== 'k');
}

const silentEnding: ClassChoice = { coarse: '', fine: '' };
/** A last heh is a ta marbuta; a last Latin h may be that (Fatimah) or a letter of its own (Salih). */
const endings = new Map<string, ClassChoice[]>([
  ['\u0647', [silentEnding]],
  ['h', [silentEnding, { coarse: 'h', fine: 'h' }]],
]);

/** Skeletons of one reading, at most four, likeliest first. */
export function skeletonsOf(reading: UnitString): Skeleton[] {
  let variants: { coarse: string; fine: string; vowels: number[]; open: number }[] = [
    { coarse: '', fine: '', vowels: [], open: 0 },
  ];
  const last = reading.units.length - 1;
  for (const [index, unit] of reading.units.entries()) {
    const ending = index === last ? endings.get(units[unit]!.letter) : undefined;
    const next: typeof variants = [];
    for (const variant of variants) {
      for (const choice of ending ?? choicesAt(reading, index)) {
        if (next.length >= mostVariants) break;
        const fine = variant.fine + (index === 0 || choice.coarse !== '' ? choice.fine : '');
        if (choice.coarse === '') {
          const mask = vowelMasks[unit]!;
          const long = mask !== 0 && (reading.flags[index]! & flag.secondVowel) !== 0 ? vowel.long : 0;
          next.push({
            ...variant,
            fine,
            open: variant.open | mask | long,
          });
        } else {
          const vowels = variant.coarse === '' ? variant.vowels : [...variant.vowels, variant.open];
          next.push({ coarse: variant.coarse + choice.coarse, fine, vowels, open: 0 });
        }
      }
    }
    variants = next;
  }
  // Turkish hardens the last letter (Halit, Mesut), so a final t and d are one class.
  return variants.map(({ coarse, fine, vowels }) => ({ coarse: coarse.replace(/t$/, 'd'), fine, vowels }));
}

/** Whether the long vowels that two Arabic spellings write between their consonants are the same: there every one of them is written. */
export function vowelsAgree(a: Skeleton, b: Skeleton): boolean {
  return a.vowels.every((mask, at) => (mask & 7) === ((b.vowels[at] ?? 0) & 7));
}
