import { ARTICLE } from './arabic-particles.js';
import { type TypingHabits, typeArabic } from './arabic-typing.js';
import { noisy } from './habits.js';
import { type LatinStyle, spellInLatin } from './latin-spelling.js';
import { Random } from './random.js';
import { mistype } from './typos.js';

/** Name parts in order of a Syrian document. */
export interface NameInParts {
  given?: string;
  father?: string;
  grandfather?: string;
  family?: string;
}

/** The person who writes a name down. */
export interface Scribe {
  style: 'arabic' | LatinStyle;
  habits: TypingHabits;
  letterCase: 'as_is' | 'title' | 'upper';
  /** Share of name parts with a slip of the hand, 0..1. */
  typoShare: number;
}

/** Share of names in which two parts stand in each other's place, or all move up over a missing father. */
export const partSwapShare = 0.025;
/** A family name with article is as often as this written without it. */
const articleDroppedShare = 0.04;

/** One part as the scribe writes it; `count` is told of `name_parts` and `typos`. */
export function writeNamePart(name: string, scribe: Scribe, random: Random, count: (event: string) => void): string {
  count('name_parts');
  let written =
    scribe.style === 'arabic' ? typeArabic(name, scribe.habits, random) : spellInLatin(name, scribe.style, random);
  if (random.chance(scribe.typoShare)) {
    const mistyped = mistype(written, random);
    if (mistyped !== written) count('typos');
    written = mistyped;
  }
  return scribe.letterCase === 'upper' ? written.toUpperCase() : written;
}

export function maybeDropArticle(family: string, random: Random, noise: number): string {
  const article = family.startsWith(ARTICLE) && family.length > 5 && !family.includes(' ');
  return article && random.chance(noisy(articleDroppedShare, noise)) ? family.slice(ARTICLE.length) : family;
}

/** The parts as a clerk confuses them, or null when this name gives no occasion for it. */
export function confuseParts(name: NameInParts, random: Random): NameInParts | null {
  const { given, father, grandfather, family } = name;
  const kind = random.next();
  if (kind < 0.4 && given && father) return { ...name, given: father, father: given };
  if (kind < 0.75 && given && family) return { ...name, given: family, family: given };
  if (father && grandfather) return { given, father: grandfather, family };
  return given && father ? { ...name, given: father, father: given } : null;
}
