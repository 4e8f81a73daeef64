import { codesOf } from '../names/token-codes.js';
import type { NameToken, Reading, Skeleton } from '../names/types.js';
import type { Script } from '../record.js';
import { knownNames } from '../sound/known-names.js';
import type { Heard } from '../sound/sound-evidence.js';
import { emissions } from '../sound/sound-model.js';
import type { ByteReader } from './byte-reader.js';
import type { ByteWriter } from './byte-writer.js';

/**
 * A spelling that was read, as bytes: what took long to find out is written down, what is quick to work out again is not. Holds ids of the sound tables, so it
 * is only good beside the tables that it was written with. The meaning of a Latin spelling is written apart (meaning-codec.ts).
 */

const scripts: readonly Script[] = ['Arab', 'Latn', 'mixed', 'other'];
const prefixes = ['', 'abd', 'abu', 'umm'];
const suffixes = ['', 'din', 'allah'];
/** Costs of readings are written in hundredths. */
const costUnit = 100;
/** In place of where the core begins in the text: it is none of its parts and stands written out. */
const writtenOut = 255;

export function writeToken(token: NameToken, into: ByteWriter): void {
  const { text, folded, script, codes, aliases, readings, skeletons, heard } = token;
  into.byte(scripts.indexOf(script) | (scripts.indexOf(codes.writtenIn) << 2) | (folded === text ? 16 : 0));
  if (folded !== text) into.text(folded);
  into.byte(aliases.length);
  for (const group of aliases) into.short(group);
  into.byte(readings.length);
  for (const reading of readings) writeReading(reading, text, into);
  into.byte(skeletons.length);
  for (const { coarse, fine, vowels } of skeletons) {
    into.text(coarse);
    into.text(fine);
    into.list(vowels);
  }
  for (const one of heard) writeHeard(one, into);
}

/** Whether what begins with this byte is an Arabic spelling: those have no meaning apart from their sound. */
export const isCodedArabic = (first: number): boolean => scripts[first & 3] === 'Arab';

/** The token that writeToken wrote; `text` and `id` are to be its own. */
export function readCodedToken(from: ByteReader, text: string, id: number): NameToken {
  const first = from.byte();
  const script = scripts[first & 3]!;
  const folded = (first & 16) !== 0 ? text : from.text();
  const aliases: number[] = [];
  for (let left = from.byte(); left > 0; left--) aliases.push(from.short());
  const readings: Reading[] = [];
  for (let left = from.byte(); left > 0; left--) readings.push(readReading(from, text));
  const skeletons: Skeleton[] = [];
  for (let left = from.byte(); left > 0; left--)
    skeletons.push({ coarse: from.text(), fine: from.text(), vowels: from.numbers() });
  const heard: Heard[] = [];
  if (script === 'Arab') for (const { prefix, suffix } of readings) heard.push(readHeard(from, prefix, suffix));
  return {
    id,
    text,
    folded,
    script,
    letters: folded.length,
    readings,
    skeletons,
    codes: codesOf(folded, skeletons, scripts[(first >> 2) & 3]!),
    aliases,
    isInitial: folded.length === 1,
    heard,
    meaning: null,
    frequencies: {},
  };
}

function writeReading({ prefix, suffix, core, units, flags, cost }: Reading, text: string, into: ByteWriter): void {
  const hundredths = Math.round(cost * costUnit);
  if (hundredths / costUnit !== cost) throw new RangeError(`The cost ${cost} of a reading is not in hundredths`);
  into.byte(prefixes.indexOf(prefix) | (suffixes.indexOf(suffix) << 4));
  into.byte(hundredths);
  const start = text.indexOf(core);
  into.byte(start < 0 ? writtenOut : start);
  if (start < 0) into.text(core);
  else into.byte(core.length);
  into.list(units);
  into.list(flags);
}

function readReading(from: ByteReader, text: string): Reading {
  const affixes = from.byte();
  const cost = from.byte() / costUnit;
  const start = from.byte();
  const core = start === writtenOut ? from.text() : text.substring(start, start + from.byte());
  const [prefix, suffix] = [prefixes[affixes & 15]!, suffixes[affixes >> 4]!];
  return { prefix, suffix, core, units: from.list(), flags: from.list(), cost };
}

/** The sound of a known name stands in the tables; of another, which row of the emissions each slot has, and how long a run it writes. */
function writeHeard({ known, sound }: Heard, into: ByteWriter): void {
  into.short(known === undefined ? 0 : known + 1);
  if (known !== undefined) return;
  into.byte(sound.offsets.length);
  sound.offsets.forEach((offset, at) => {
    into.short(offset / emissions.columns);
    into.byte(sound.longest[at]!);
  });
}

function readHeard(from: ByteReader, prefix: string, suffix: string): Heard {
  const name = from.short() - 1;
  if (name >= 0) return { prefix, suffix, sound: knownNames[name]!.sound, known: name };
  const length = from.byte();
  const offsets = new Uint32Array(length);
  const longest = new Uint8Array(length);
  let mostLetters = 0;
  for (let slot = 0; slot < length; slot++) {
    offsets[slot] = from.short() * emissions.columns;
    longest[slot] = from.byte();
    mostLetters += longest[slot]!;
  }
  return { prefix, suffix, sound: { offsets, longest, mostLetters }, known: undefined };
}
