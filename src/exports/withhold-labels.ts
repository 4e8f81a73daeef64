import { foldWords, readWordTable } from '../imports/word-tables.js';
import type { Source } from '../sources/source.entity.js';
import type { SharedName, SharedPerson, SharedText } from './shared-person.js';

/** What stands in an export where something was left out. */
export const withheld = '[withheld]';

/** How a source is known. */
export type SourceIdentity = Pick<Source, 'title' | 'issuer' | 'fileName'>;

const labels = new Set(readWordTable('source-labels').map(([, word]) => foldWords(word)));
const words = /[\p{L}\p{M}\p{N}]+/gu;
/** A shorter text is no name of a source: it stands in many names of people. */
const shortestIdentity = 4;

/**
 * A person on the way out without what his source calls him and without the source's own name (R24). In every text that may leave, a word such as "wanted" or
 * "informant" is replaced, and a text that names the source is left out whole.
 */
export function withholdLabels(person: SharedPerson, source?: SourceIdentity): SharedPerson {
  const identities = [source?.title, source?.issuer, source?.fileName]
    .map((text) => foldWords(text ?? ''))
    .filter((text) => text.length >= shortestIdentity);
  const clean = (text: string) => withoutLabels(text, identities);
  const textOf = <T extends SharedText>(text: T): T => ({
    ...text,
    as_written: clean(text.as_written),
    normalised: clean(text.normalised),
  });
  const part = (text: string | null) => {
    const cleaned = text === null ? null : clean(text);
    return cleaned === withheld ? null : cleaned;
  };
  const nameOf = (name: SharedName): SharedName => ({
    ...textOf(name),
    given: part(name.given),
    father: part(name.father),
    grandfather: part(name.grandfather),
    family: part(name.family),
  });
  const { source_record_id: number } = person;
  return {
    ...person,
    names: person.names.map(nameOf),
    mother_names: person.mother_names.map(textOf),
    source_record_id: number === null ? null : clean(number),
  };
}

function withoutLabels(text: string, identities: readonly string[]): string {
  const folded = ` ${foldWords(text)} `;
  if (identities.some((identity) => folded.includes(` ${identity} `))) return withheld;
  return text.replace(words, (word) => (labels.has(foldWords(word)) ? withheld : word));
}

/** In how many texts of a person something was left out. */
export function withheldTexts({ names, mother_names: mothers, source_record_id: number }: SharedPerson): number {
  const texts = [...[...names, ...mothers].map(({ as_written }) => as_written), number ?? ''];
  return texts.filter((text) => text.includes(withheld)).length;
}
