import type { ImportField } from '../mapping/import-fields.js';
import type { MappedColumn } from './mapped-columns.js';
import { remember } from './remember.js';
import type { RowInHand } from './row-in-hand.js';
import type { RowProblemCode } from './row-problems.js';
import { valueMap } from './value-map.js';

type WordReader<T> = (row: RowInHand) => T | null;

interface ReadWord<T> {
  value: T | null;
  problem: RowProblemCode | null;
}

/** Reads the words of one column as one of `codes`: by the partner's value map, else by `understand`. What neither knows is said and kept as text. */
export function wordReader<T extends string>(
  column: MappedColumn | undefined,
  understand: (text: string) => T | undefined,
  codes: readonly T[],
  problem: RowProblemCode,
): WordReader<T> {
  if (column === undefined) return () => null;
  const field: ImportField = column.field;
  const mapped = valueMap(column.meaning);
  const read = remember((text): ReadWord<T> => {
    const code = mapped(text);
    if (code === null) return { value: null, problem: null };
    if (code !== undefined && !codes.includes(code as T)) return { value: null, problem: 'value.no_such_code' };
    const value = (code as T | undefined) ?? understand(text);
    return value === undefined ? { value: null, problem } : { value, problem: null };
  });
  return (row) => {
    const text = row.known(field);
    if (text === null) return null;
    const found = read(text);
    if (found.problem !== null) {
      row.say(field, found.problem);
      row.misfits.push(field);
    }
    return found.value;
  };
}
