import { readDataTable } from './project-data.js';
import { Random, WeightedDraw } from './random.js';
import { vocalise } from './vocalise.js';

export type SoundStyle = 'plain' | 'scholarly';
type Position = 'start' | 'any' | 'end';

const spellings = new Map<string, WeightedDraw<string>>();

function load(): void {
  if (spellings.size > 0) return;
  const grouped = new Map<string, [string, number][]>();
  const rows = readDataTable<'sound' | 'style' | 'position' | 'spelling' | 'weight'>('demonstration/sounds.tsv');
  for (const row of rows) {
    const key = `${row.style}:${row.position}:${row.sound}`;
    const group = grouped.get(key) ?? [];
    group.push([row.spelling, Number(row.weight)]);
    grouped.set(key, group);
  }
  for (const [key, group] of grouped) spellings.set(key, new WeightedDraw(group));
}

/** How often a clerk writes one letter for a doubled sound (Hasan for Hassan's shadda). */
const singleForDoubleShare = 0.25;

/** Writes one Arabic word in lower-case Latin letters by rule, for names without an attested spelling. */
export function romanise(word: string, style: SoundStyle, random: Random): string {
  load();
  const sounds = [...vocalise(word)];
  let latin = '';
  sounds.forEach((sound, index) => {
    if (style === 'plain' && sound === sounds[index - 1] && random.chance(singleForDoubleShare)) return;
    const position: Position = index === 0 ? 'start' : index === sounds.length - 1 ? 'end' : 'any';
    const draw = spellings.get(`${style}:${position}:${sound}`) ?? spellings.get(`${style}:any:${sound}`);
    latin += draw?.draw(random) ?? '';
  });
  return latin;
}
