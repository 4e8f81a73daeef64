import type { Gazetteer, PlaceResolution } from '../../matching/index.js';
import { isGuess } from '../../places/place-columns.js';
import type { ImportField } from '../mapping/import-fields.js';
import type { MappedColumn } from './mapped-columns.js';
import { remember } from './remember.js';
import type { RowInHand } from './row-in-hand.js';
import type { RowProblemCode } from './row-problems.js';
import { valueMap } from './value-map.js';

export interface PlaceScope {
  /** P-code of the governorate that another cell names. */
  governorate?: string | null;
  level?: 'governorate' | 'district' | 'community';
}

interface Found {
  resolution: PlaceResolution | null;
  problem: RowProblemCode | null;
}

/** A place as written, with what was found; null for a blank cell. `resolution` is null where nothing was asked or found. */
export type PlaceReader = (
  row: RowInHand,
  scope?: PlaceScope,
) => { raw: string; resolution: PlaceResolution | null } | null;

/** A code and nothing else: of P-codes, FIPS (SY01) or ISO 3166-2 (SY-DI). They clash, so without its scheme it says nothing. */
const bareCode = /^\s*[a-z]{1,2}(\d{2,8}|-[a-z0-9]{1,3})\s*$/i;

/** Reads one column of places: by the partner's value map (P-codes), else by the gazetteer. */
export function placeReader(column: MappedColumn | undefined, gazetteer: Gazetteer): PlaceReader {
  return gazetteerReader(
    column,
    (text, scope) => {
      const resolution = gazetteer.resolvePlace(text, scope);
      if (resolution.how === 'none')
        return { resolution, problem: bareCode.test(text) ? 'place.code_without_scheme' : 'place.not_known' };
      return { resolution, problem: resolution.how === 'near' ? 'place.guessed' : null };
    },
    (code) => {
      const resolution = gazetteer.resolvePlace(`OCHA ${code}`);
      return resolution.how === 'exact' ? resolution : null;
    },
  );
}

/** Reads one column of places of detention: by the partner's value map (ids of the gazetteer), else by the gazetteer. */
export function facilityReader(column: MappedColumn | undefined, gazetteer: Gazetteer): PlaceReader {
  return gazetteerReader(
    column,
    (text) => {
      const resolution = gazetteer.resolveFacility(text);
      if (resolution.how === 'none') return { resolution, problem: 'facility.not_known' };
      return { resolution, problem: resolution.how === 'near' ? 'facility.guessed' : null };
    },
    (code) => {
      const name = gazetteer.nameOfCode(code, 'en') ?? gazetteer.nameOfCode(code, 'ar');
      const resolution = name === null ? null : gazetteer.resolveFacility(name);
      if (name === null) return null;
      const codes = { governorate: null, district: null, subdistrict: null, community: null, facility: code };
      return resolution?.codes.facility === code ? resolution : { codes, how: 'exact', confidence: 1, candidates: [] };
    },
  );
}

function gazetteerReader(
  column: MappedColumn | undefined,
  resolve: (text: string, scope: PlaceScope) => Found,
  ofCode: (code: string) => PlaceResolution | null,
): PlaceReader {
  if (column === undefined) return () => null;
  const field: ImportField = column.field;
  const mapped = valueMap(column.meaning);
  const look = (text: string, scope: PlaceScope): Found => {
    const code = mapped(text);
    if (code === undefined) return resolve(text, scope);
    if (code === null) return { resolution: null, problem: null };
    const resolution = ofCode(code);
    return { resolution, problem: resolution ? null : 'value.no_such_code' };
  };
  const byScope = new Map<string, (text: string) => Found>();
  return (row, scope = {}) => {
    const raw = row.text(field);
    if (raw === null) return null;
    if (row.known(field) === null) return { raw, resolution: null };
    // A column has one level, and there are fourteen governorates, so the scopes are few.
    const key = scope.governorate ?? '';
    let remembered = byScope.get(key);
    if (remembered === undefined) {
      remembered = remember((text) => look(text, scope));
      byScope.set(key, remembered);
    }
    const { resolution, problem } = remembered(raw);
    if (problem !== null) {
      row.say(field, problem);
      if (resolution === null || resolution.how === 'none') row.misfits.push(field);
    }
    return { raw, resolution };
  };
}

/** The columns of a place about the person under a prefix, those that say something. */
export function putPlace(record: Record<string, unknown>, prefix: string, found: ReturnType<PlaceReader>): void {
  if (found === null) return;
  record[`${prefix}_raw`] = found.raw;
  if (found.resolution) putFound(record, `${prefix}_guessed`, found.resolution, `${prefix}_`);
}

const codeColumns = ['governorate', 'district', 'subdistrict', 'community'] as const;

/** The codes that were found, and in the column `guessed` whether they are a guess from the spelling. */
export function putFound(
  record: Record<string, unknown>,
  guessed: string,
  resolution: PlaceResolution,
  prefix = '',
): void {
  const isGuessed = isGuess(resolution);
  if (isGuessed === null) return;
  for (const column of codeColumns) {
    const code = resolution.codes[column];
    if (code !== null) record[prefix + column] = code;
  }
  record[guessed] = isGuessed;
}
