import { lookUpForm } from './arabic-particles.js';
import { readDataTable } from './project-data.js';

type LetterKind = 'consonant' | 'weak' | 'long' | 'final';
const letters = new Map<string, { sound: string; kind: LetterKind }>();
const readings = new Map<string, string>();

function load(): void {
  if (letters.size > 0) return;
  for (const row of readDataTable<'letter' | 'sound' | 'kind'>('demonstration/letters.tsv')) {
    letters.set(row.letter, { sound: row.sound, kind: row.kind as LetterKind });
  }
  for (const row of readDataTable<'arabic' | 'reading'>('demonstration/readings.tsv')) {
    readings.set(lookUpForm(row.arabic), row.reading);
  }
}

/**
 * How an Arabic word is said, one character a sound (data/demonstration/letters.tsv and sounds.tsv).
 * Common names come from readings.tsv; for the rest short vowels are guessed from the pattern of consonants, the way a
 * clerk guesses who has never heard the name. Guesses may be wrong; real lists are too.
 */
export function vocalise(word: string): string {
  load();
  return readings.get(lookUpForm(word)) ?? insertShortVowels(writtenSounds(word));
}

const isVowel = (sound: string | undefined): boolean => sound !== undefined && 'aiuAIUEO@'.includes(sound);

/** The sounds that the letters show: waw and yeh decided between consonant and long vowel, hamza seats resolved. */
function writtenSounds(word: string): string[] {
  const sounds: string[] = [];
  const written = [...word].filter((letter) => letters.has(letter));
  written.forEach((letter, index) => {
    const { sound, kind } = letters.get(letter)!;
    const next = written[index + 1];
    if (letter === '\u0622')
      sounds.push('A'); // alef with madda
    else if (index === 0 && (letter === '\u0623' || letter === '\u0627'))
      sounds.push('a'); // alef, with or without hamza
    else if (index === 0 && letter === '\u0625')
      sounds.push('i'); // alef with hamza below
    else if (kind === 'weak' && index === 1 && isDiphthong(written)) sounds.push('a', sound);
    else if (kind === 'weak') {
      const nextKind = next === undefined ? undefined : letters.get(next)!.kind;
      const consonant = index === 0 || isVowel(sounds.at(-1)) || nextKind === 'long' || next === '\u0629'; // teh marbuta
      sounds.push(consonant ? sound : sound === 'w' ? 'U' : 'I');
    } else if (isDisguisedMarbuta(written, index)) sounds.push('@');
    else sounds.push(sound);
  });
  return sounds;
}

/** Zayd, Faysal, Nawras: a weak letter second among bare consonants is said -ay- or -aw-; three letters with waw (Nur) are not. */
function isDiphthong(written: string[]): boolean {
  const bare = written.every((letter, index) => index === 1 || letters.get(letter)!.kind === 'consonant');
  return bare && (written.length === 4 || (written.length === 3 && written[1] === '\u064a')); // yeh
}

/** Lists often write a final teh marbuta as heh (Samira); after a consonant, or after -iy- in a long name, that is what it is. */
function isDisguisedMarbuta(written: string[], index: number): boolean {
  if (index === 0 || index !== written.length - 1 || written[index] !== '\u0647') return false; // heh
  const before = letters.get(written[index - 1]!)!;
  return before.kind === 'consonant' || (before.sound === 'y' && written.length > 4);
}

/** Breaks runs of consonants: after the first of a word, after a long vowel with i, else after every second. */
function insertShortVowels(sounds: string[]): string {
  let said = '';
  let index = 0;
  while (index < sounds.length) {
    if (isVowel(sounds[index])) {
      said += sounds[index++];
      continue;
    }
    let end = index;
    while (end < sounds.length && !isVowel(sounds[end])) end++;
    const run = sounds.slice(index, end);
    const before = index === 0 ? '' : sounds[index - 1]!;
    said += breakRun(run, { before, last: end === sounds.length, next: sounds[end] });
    index = end;
  }
  return said;
}

function breakRun(run: string[], around: { before: string; last: boolean; next: string | undefined }): string {
  const [first, ...rest] = run;
  // Muhammad, Mundhir: an m before three bare consonants is nearly always mu-.
  if (around.before === '' && around.last && first === 'm' && rest.length === 3) {
    return `mu${rest[0]}${rest[1]}i${rest[2]}`;
  }
  if (around.before === '') {
    if (rest.length === 0) return first!;
    return `${first}a${breakTail(rest, around.last)}`;
  }
  if ('AIUEO'.includes(around.before) && run.length === 2) {
    return around.last || around.next === '@' ? `${run[0]}i${run[1]}` : run.join('');
  }
  return breakTail(run, around.last);
}

/** Consonants after a vowel: two may stand together, more are parted, and a word ends in one. */
function breakTail(run: string[], last: boolean): string {
  if (run.length <= 1) return run.join('');
  if (run.length === 2) return last ? `${run[0]}a${run[1]}` : run.join('');
  return `${run[0]}${run[1]}a${breakTail(run.slice(2), last)}`;
}
