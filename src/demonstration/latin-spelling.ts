import { lookUpForm, type NameUnit, nameUnits } from './arabic-particles.js';
import { readDataTable } from './project-data.js';
import { Random, WeightedDraw } from './random.js';
import { romanise } from './romanise.js';
import { vocalise } from './vocalise.js';

export type LatinStyle = 'english' | 'french' | 'german' | 'turkish' | 'scholarly';

/** Letters by which a spelling shows where its writer learnt to write. */
const marks: Record<LatinStyle, RegExp> = {
  english: /(?!)/u,
  french: /dj|[éèëêïîçœ]|^ch|tch|(?<=.)ine$/u,
  german: /sch|tsch|[äö]/u,
  turkish: /[şçğıöüâ]|^c(?!h)|v/u,
  scholarly: /[āīūḥṣḍṭẓʿʾḫšṯḏġʻʼ]/u,
};
/** Spellings from languages whose clerks appear nowhere in the demonstration (Polish, Czech, Spanish). */
const foreignMarks = /sz|cz|[żłńőűáíóúýčžř]/u;
/** How much likelier a clerk is to use a spelling that bears the marks of his own language. */
const ownMarkFactor = 8;
/** Even where spellings are attested some clerks write by ear. */
const byEarShare = 0.05;
const scholarlyByRuleShare = 0.8;

interface Attested {
  latin: string;
  count: number;
}
interface RestylingRule {
  from: string;
  atStart: boolean;
  atEnd: boolean;
  to: string;
  chance: number;
}

const attested = new Map<string, Attested[]>();
const draws = new Map<string, WeightedDraw<string> | null>();
const restyling = new Map<string, RestylingRule[]>();
const forms = new Map<string, WeightedDraw<string>>();

function load(): void {
  if (attested.size > 0) return;
  for (const row of readDataTable<'arabic' | 'latin' | 'count' | 'origin'>('names/name-pairs.tokens.dev.tsv')) {
    // `other` are foreign names; `arabic?` are doubtful pairs.
    if (row.origin !== 'arabic') continue;
    const key = lookUpForm(row.arabic);
    const list = attested.get(key) ?? [];
    list.push({ latin: row.latin, count: Number(row.count) });
    attested.set(key, list);
  }
  for (const row of readDataTable<'style' | 'from' | 'to' | 'chance'>('demonstration/restyling.tsv')) {
    const rules = restyling.get(row.style) ?? [];
    const from = row.from.replace(/[\^$]/gu, '');
    const rule = { from, atStart: row.from.startsWith('^'), atEnd: row.from.endsWith('$'), to: row.to };
    rules.push({ ...rule, chance: Number(row.chance) });
    restyling.set(row.style, rules);
  }
  const grouped = new Map<string, [string, number][]>();
  for (const row of readDataTable<'part' | 'style' | 'form' | 'weight'>('demonstration/name-forms.tsv')) {
    const key = `${row.part}:${row.style}`;
    const group = grouped.get(key) ?? [];
    group.push([row.form, Number(row.weight)]);
    grouped.set(key, group);
  }
  for (const [key, group] of grouped) forms.set(key, new WeightedDraw(group));
}

/**
 * Writes an Arabic name part in Latin letters as a clerk of that style would: attested spellings by the number of
 * people who bear them, the style's own first; by rule where none is attested. Title case.
 */
export function spellInLatin(name: string, style: LatinStyle, random: Random): string {
  load();
  return nameUnits(name)
    .map((unit) => spellUnit(unit, style, random))
    .join(' ');
}

function spellUnit(unit: NameUnit, style: LatinStyle, random: Random): string {
  const written = unit.kind === 'plain' ? spellWord(unit.core, style, random) : spellCompound(unit, style, random);
  return unit.article ? fillForm('article', style, unit.core, written, random) : written;
}

function spellCompound(unit: NameUnit, style: LatinStyle, random: Random): string {
  const rest = unit.kind === 'allah' ? '' : spellWord(unit.core, style, random);
  return fillForm(unit.kind, style, unit.core, rest, random);
}

function fillForm(part: string, style: LatinStyle, core: string, rest: string, random: Random): string {
  const form = forms.get(`${part}:${style}`)!.draw(random);
  return form.replace('{sun}', assimilatedArticle(core, rest)).replace('{0}', rest).replace('{-}', rest.toLowerCase());
}

/** The l of the article as it is heard: ash-Shami, ad-Din, but al-Halabi. */
function assimilatedArticle(core: string, rest: string): string {
  const first = vocalise(core)[0] ?? '';
  if (!'tVdPrzsCSDTZln'.includes(first)) return 'l';
  return /^(?:sch|sh|th|dh|ch|[^aeiou])/iu.exec(rest)?.[0].toLowerCase() ?? 'l';
}

function spellWord(word: string, style: LatinStyle, random: Random): string {
  return titleCase(lowerCaseWord(word, style, random));
}

function lowerCaseWord(word: string, style: LatinStyle, random: Random): string {
  const draw = attestedDraw(word, style);
  const byRule = draw === null || random.chance(style === 'scholarly' ? scholarlyByRuleShare : byEarShare);
  if (style === 'scholarly') return byRule ? romanise(word, 'scholarly', random) : draw.draw(random);
  const plain = byRule ? romanise(word, 'plain', random) : draw.draw(random);
  return style === 'english' || marks[style].test(plain) ? plain : restyle(plain, style, random);
}

function attestedDraw(word: string, style: LatinStyle): WeightedDraw<string> | null {
  const key = `${style}:${word}`;
  const known = draws.get(key);
  if (known !== undefined) return known;
  const weighted = (attested.get(lookUpForm(word)) ?? [])
    .filter(({ latin }) => fits(latin, style))
    .map(({ latin, count }) => [latin, marks[style].test(latin) ? count * ownMarkFactor : count] as const);
  const draw = weighted.length === 0 ? null : new WeightedDraw(weighted);
  draws.set(key, draw);
  return draw;
}

function fits(latin: string, style: LatinStyle): boolean {
  if (foreignMarks.test(latin)) return false;
  return (Object.keys(marks) as LatinStyle[]).every((other) => other === style || !marks[other].test(latin));
}

/** Rewrites an English-looking spelling letter group by letter group; the first rule of the table that applies wins. */
function restyle(plain: string, style: LatinStyle, random: Random): string {
  const rules = restyling.get(style) ?? [];
  // A clerk who writes ch for sh does so throughout a name.
  const taken = rules.map((rule) => random.chance(rule.chance));
  let written = '';
  let index = 0;
  while (index < plain.length) {
    const fitting = rules.findIndex(
      (rule, which) =>
        taken[which] &&
        plain.startsWith(rule.from, index) &&
        (!rule.atStart || index === 0) &&
        (!rule.atEnd || index + rule.from.length === plain.length),
    );
    const rule = rules[fitting];
    written += rule === undefined ? plain[index] : rule.to;
    index += rule === undefined ? 1 : rule.from.length;
  }
  return written;
}

function titleCase(word: string): string {
  return word.replace(/\p{Ll}/u, (letter) => letter.toUpperCase());
}
