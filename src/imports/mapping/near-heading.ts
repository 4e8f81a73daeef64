import { type HeadingMeaning, headingMeaning, knownHeadings } from './heading-table.js';
import { nearest } from './nearest.js';
import { isOneSlip } from './one-slip.js';

/** Further than this a heading is another one. */
const farthest = 0.34;
/** A runner-up of another field this close makes the guess a coin toss. */
const tieMargin = 0.04;
/** Longer headings are sentences. */
const longest = 60;
/** In shorter words another letter makes another word. */
const shortestMisspelt = 5;

/** Known headings by two letters that stand side by side: a search of them all takes 20 ms. */
const byLetterPair = new Map<string, string[]>();
for (const heading of knownHeadings.keys()) {
  for (const pair of letterPairs(heading)) byLetterPair.set(pair, [...(byLetterPair.get(pair) ?? []), heading]);
}

export interface NearHeading {
  meaning: HeadingMeaning;
  /** The known heading, folded. */
  like: string;
  /** One word is misspelt by one letter, and nothing of another meaning is as near. */
  close: boolean;
}

/** The nearest known heading by fuse.js, or null when none is near or two of different meaning are. */
export function nearHeading(folded: string): NearHeading | null {
  if (folded.length < shortestMisspelt || folded.length > longest) return null;
  const found = nearest(folded, sharingHalf(folded), farthest);
  const slips = found.filter(({ text }) => isMisspelt(folded, text));
  const candidates = slips.length > 0 ? slips : found;
  const [best] = candidates;
  if (!best) return null;
  const meaning = headingMeaning(best.text)!;
  const rivals = slips.length > 0 ? slips : candidates.filter((one) => one.distance <= best.distance + tieMargin);
  if (rivals.some(({ text }) => headingMeaning(text)!.fields[0] !== meaning.fields[0])) return null;
  return { meaning, like: best.text, close: slips.length > 0 };
}

function isMisspelt(folded: string, known: string): boolean {
  const words = folded.split(' ');
  const others = known.split(' ');
  if (words.length !== others.length) return false;
  const different = words.flatMap((word, at) => (word === others[at] ? [] : [[word, others[at]] as const]));
  if (different.length !== 1) return false;
  const [[word, other]] = different;
  return Math.min(word.length, other.length) >= shortestMisspelt && isOneSlip(word, other);
}

function sharingHalf(folded: string): string[] {
  const pairs = letterPairs(folded);
  const shared = new Map<string, number>();
  for (const pair of pairs)
    for (const heading of byLetterPair.get(pair) ?? []) shared.set(heading, (shared.get(heading) ?? 0) + 1);
  return [...shared].filter(([, count]) => count * 2 >= pairs.size - 1).map(([heading]) => heading);
}

function letterPairs(folded: string): Set<string> {
  const pairs = new Set<string>();
  for (let at = 0; at + 1 < folded.length; at++) pairs.add(folded.slice(at, at + 2));
  return pairs;
}
