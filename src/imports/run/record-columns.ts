import type { EntityManager } from 'typeorm';

/** Columns that say where a record comes from and how it stands, and not what its row says. */
const ofOurs = ['id', 'organisation_id', 'source_id', 'row_number', 'revision', 'created_at', 'withdrawn_at'];

let known: Promise<string[]> | undefined;

/** Columns of detention_records that are filled from a row (`Understood.record`), asked once for the life of the process. */
export function contentColumns(manager: EntityManager): Promise<string[]> {
  known ??= manager
    .query(
      `select attname as name from pg_attribute
       where attrelid = 'detention_records'::regclass and attnum > 0 and not attisdropped and attname <> all($1::text[])
       order by attnum`,
      [ofOurs],
    )
    .then((rows: { name: string }[]) => rows.map(({ name }) => name));
  return known;
}

/** What a row that says nothing has in the columns that are never null. */
const emptyRecord = `jsonb_populate_record(null::detention_records,
  '{"identifiers": [], "fate_words": [], "fate_claims": [], "further": {}}')`;

/** SQL: the record that the JSON in `understood` describes, as a row of detention_records. */
export const recordOf = (understood: string) => `jsonb_populate_record(${emptyRecord}, ${understood} -> 'record')`;

/** Columns of a name as a row gives them (`Understood.names`). */
export const nameColumns =
  'person, position, raw, given_raw, father_raw, grandfather_raw, family_raw, script, origin, parses, normaliser_version';

/** SQL: the names that the JSON in `understood` holds, as rows of these columns. */
export const namesOf = (understood: string) =>
  `(select ${nameColumns} from jsonb_populate_recordset(null::person_names, ${understood} -> 'names'))`;
