import { cleanText } from '../text/clean-text.js';
import { countLetterPairs } from './letter-pairs.js';
import { soundLetters } from './sound-letters.js';
import { type AttestedSpelling, spellingPairs } from './spelling-pairs.js';
import { trainSoundModel } from './train-sound-model.js';

export interface SoundTables {
  /** tables/sound-model.tsv and tables/letter-pairs.latin.tsv, complete with their comments. */
  soundModel: string;
  letterPairs: string;
  pairs: number;
  /** Mean log2 probability of a Latin spelling given the Arabic one, by step. */
  fit: number[];
}

/** Counts below this are left out of the table: smoothing gives as much. */
const leastCount = 0.05;

/**
 * Learns both tables of the sound model and writes them as text. `names`: single names of Arabic origin in both scripts; `latinNames`: Latin names of any
 * origin, which tell what an unknown name looks like. `made` goes into the comment: command, source, date. Same input, same bytes.
 */
export function learnSoundTables(
  names: readonly AttestedSpelling[],
  latinNames: readonly { latin: string; people: number }[],
  made: string,
): SoundTables {
  const pairs = spellingPairs(names);
  const { counts, fit } = trainSoundModel(pairs);
  const emitted = byKey(counts.emitted).flatMap(([slot, written]) =>
    byKey(written)
      .filter(([, count]) => count >= leastCount)
      .map(([run, count]) => `${slot}\t${run}\t${count.toFixed(2)}`),
  );
  const letters = countLetterPairs(
    latinNames.map(({ latin, people }) => ({
      letters: soundLetters(cleanText(latin)),
      weight: Math.sqrt(1 + Math.log2(people)),
    })),
  );
  return {
    soundModel: table(
      [
        '# How often each Arabic letter (S first, M inside, E last in the word) and each unwritten short vowel (~ what stands before and after it: C consonant, V long',
        '# vowel, H ayn or hamza, T ta marbuta, E end; then its place) was written with which Latin letters: expected counts of the last EM step, not probabilities.',
        `# ${made} Learned from ${pairs.length} pairs. Reader: sound/sound-model.ts.`,
      ],
      'slot\twritten\tcount',
      emitted,
    ),
    letterPairs: table(
      [
        '# How often one Latin letter follows another in names of all origins (. = before the first, after the last). What an unknown name looks like.',
        `# ${made} Learned from ${latinNames.length} spellings. Reader: sound/letter-pairs.ts.`,
      ],
      'pair\tcount',
      byKey(letters).map(([pair, count]) => `${pair}\t${count.toFixed(2)}`),
    ),
    pairs: pairs.length,
    fit,
  };
}

const byKey = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

const table = (comments: string[], columns: string, rows: string[]): string =>
  `${[...comments, columns, ...rows].join('\n')}\n`;
