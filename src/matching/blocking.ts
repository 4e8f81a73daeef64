import type { CompiledKunya } from './comparisons/kunya.js';
import type { CompiledRecord } from './compile-record.js';
import type { CompiledDate } from './dates/compiled-date.js';
import { calendarDay, isoDay } from './dates/day-number.js';
import { keyHash } from './key-hash.js';
import { builtInModel, type Model } from './model/index.js';
import type { CompiledName } from './names/index.js';
import { partRarityBits } from './part-rarity.js';
import { governorateShare } from './places/place-atlas.js';
import type { RecordSide } from './record.js';

export interface BlockingKey {
  /** FNV-1a hash, signed 32 bit. */
  key: number;
  /** How rare the key is: log2 of one in so many people, from static tables, the same on both sides whatever is stored. */
  bits: number;
}

/** Rarity of what stands beside a name part: years of birth of a lifetime, months of thirteen years of events, days of sixty years of birth; one record in sixteen gives a kunya (a first estimate). */
const bits = { birthYear: 6, eventMonth: 7, birthday: 14, nationalNumber: 20, otherNumber: 10, kunya: 4 };

/** Readings of an ambiguous Latin spelling that get keys. */
const mostReadings = 3;

/** A part this rare is a key of its own. */
const rareAloneBits = 10;

/** Wider dates would give a key for so many years or months that they find everybody. */
const mostYears = 5;
const mostMonths = 4;

type AddKey = (text: string, rarity: number) => void;

/**
 * Keys under which a record is found; two records that share enough of them (`sharesEnough`) are compared. Kinds: numbers; birthday; two parts of the name in
 * any order; a rare part alone; part and mother; part and year of birth; part and governorate; part and month of the event; and for the child of a kunya as for a part beside something else. Parts are coarse consonant
 * skeletons, so both scripts give one key; an ambiguous Latin spelling gives several. The report also asks for the neighbouring years and months and for the
 * birthday with day and month exchanged. Keys with fewer bits than the model allows are left out. Of too many the first in this order stay, the plainest
 * reading of all parts before any other reading.
 */
export function blockingKeys(record: CompiledRecord, side: RecordSide, model: Model = builtInModel): BlockingKey[] {
  const found = new Map<number, number>();
  const add: AddKey = (text, rarity) => {
    const key = keyHash(text);
    if (rarity >= model.blocking.fewestBits && !found.has(key)) found.set(key, Math.round(rarity * 100) / 100);
  };
  for (const { type, value } of record.identifiers) {
    add(`i|${type}|${value}`, type === 'national_number' ? bits.nationalNumber : bits.otherNumber);
  }
  for (const day of record.birth?.days ?? []) {
    add(`b|${isoDay(day)}`, bits.birthday);
    const { year, month, day: dayOfMonth } = calendarDay(day);
    if (side === 'report' && dayOfMonth <= 12) add(`b|${year}-${two(dayOfMonth)}-${two(month)}`, bits.birthday);
  }
  for (const readings of [1, mostReadings]) addNameKeys(record, side, readings, add);
  return [...found].slice(0, model.blocking.mostKeys[side]).map(([key, rarity]) => ({ key, bits: rarity }));
}

/** Keys made of name parts, each part in its first `readings` readings. */
function addNameKeys(record: CompiledRecord, side: RecordSide, readings: number, add: AddKey): void {
  const names = record.names.map((name) => partsOf(name, readings));
  const parts = new Set(names.flat(2));
  for (const name of names) addPairs(name, add);
  for (const part of parts) if (partRarityBits(part) >= rareAloneBits) add(`n|${part}`, partRarityBits(part));

  const kunyas = record.kunyas.flatMap((kunya) => kunyaKeys(kunya, readings));
  const reach = side === 'report' ? 1 : 0;
  const mother = record.mother ? (partsOf(record.mother, readings)[0] ?? []) : [];
  const governorate = record.source.places.taken?.governorate;
  const beside = [
    ...mother.map((part) => ({ text: `m|${part}`, rarity: partRarityBits(part) })),
    ...years(record.birth, reach).map((year) => ({ text: `y|${year}`, rarity: bits.birthYear })),
    ...(governorate ? [{ text: `g|${governorate}`, rarity: -Math.log2(governorateShare(governorate)) }] : []),
    ...months(record.event, reach).map((month) => ({ text: `e|${month}`, rarity: bits.eventMonth })),
  ];
  for (const { text, rarity } of beside) {
    for (const part of parts) add(`${text}|${part}`, rarity + partRarityBits(part));
    for (const { kunya, child } of kunyas) add(`${text}|${kunya}`, rarity + bits.kunya + partRarityBits(child));
  }
}

/** Bits that shared keys must reach, for an index of keys: the same whichever model is in use (read-estimated-model.ts). */
export const candidateBits = builtInModel.blocking.candidateBits;

/** The candidate rule: do the rarities of the keys that two records share reach the model's limit? Give every shared key once. */
export function sharesEnough(bitsOfSharedKeys: number[], model: Model = builtInModel): boolean {
  return bitsOfSharedKeys.reduce((sum, one) => sum + one, 0) >= model.blocking.candidateBits;
}

/** Coarse skeletons of each word of a name, its variants together; initials say too little. */
function partsOf(name: CompiledName, readings: number): string[][] {
  return name.parts
    .map(({ token }) =>
      token.isInitial
        ? []
        : [...new Set(token.skeletons.map(({ coarse }) => coarse))].filter(Boolean).slice(0, readings),
    )
    .filter((variants) => variants.length > 0);
}

/** What stands in a key for a kunya: whether of a father or a mother, and the coarse skeletons of the child's name. */
function kunyaKeys({ token, child }: CompiledKunya, readings: number): { kunya: string; child: string }[] {
  const prefix = token.readings[0]?.prefix;
  const ofChild = new Set(child.skeletons.map(({ coarse }) => coarse.replace(/^=/, '')));
  return [...ofChild]
    .filter(Boolean)
    .slice(0, readings)
    .map((coarse) => ({ kunya: `k|${prefix}|${coarse}`, child: coarse }));
}

function addPairs(words: string[][], add: AddKey): void {
  words.forEach((first, at) => {
    for (const second of words.slice(at + 1)) {
      for (const a of first) {
        for (const b of second) add(a < b ? `p|${a}|${b}` : `p|${b}|${a}`, partRarityBits(a) + partRarityBits(b));
      }
    }
  });
}

function years(date: CompiledDate | null, reach: number): number[] {
  if (!date || !(date.yearTo - date.yearFrom < mostYears)) return [];
  return range(date.yearFrom - reach, date.yearTo + reach);
}

/** Months as year * 12 + month. */
function months(date: CompiledDate | null, reach: number): number[] {
  if (!date || !Number.isFinite(date.widthDays)) return [];
  const from = monthNumber(date.earliest);
  const to = monthNumber(date.latest);
  return to - from < mostMonths ? range(from - reach, to + reach) : [];
}

function monthNumber(day: number): number {
  const { year, month } = calendarDay(day);
  return year * 12 + month;
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const two = (number: number): string => String(number).padStart(2, '0');
