import type { CompiledRecord } from '../compile-record.js';
import type { ModelFile } from '../model/index.js';
import type { PartComparison } from '../model/level-lists.js';
import { type CompiledName, nameFrequency } from '../names/index.js';
import { type NameRole, nameRoles } from '../record.js';

/**
 * How common the name of a person in these records is on average, for each comparison of name parts: the chance that a second person shares it. Comparisons
 * that no record has keep what they had.
 */
export function averageFrequencies(
  records: readonly CompiledRecord[],
  previous: ModelFile['averageFrequency'],
): ModelFile['averageFrequency'] {
  const mothers = records.flatMap(({ mother }) => mother ?? []);
  const people = records.flatMap(({ names }) => names.slice(0, 1));
  const average = { ...previous };
  const set = (comparison: PartComparison, names: CompiledName[], role: NameRole): void => {
    const found = names.flatMap(({ parts }) => parts.filter((part) => part.role === role).slice(0, 1));
    if (found.length === 0) return;
    const sum = found.reduce((total, { token }) => total + nameFrequency(token, role), 0);
    average[comparison] = Number((sum / found.length).toPrecision(4));
  };
  for (const role of nameRoles) set(role, people, role);
  set('mother', mothers, 'given');
  set('mother_family', mothers, 'family');
  average.kunya = average.given;
  return average;
}
