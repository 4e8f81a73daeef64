// Fills a migrated database with what years of work leave in it: reports with consents, lists of the operator and of partners, and the match profile of each.
// Straight from the kept population by COPY. Names as rows of their own, and who reports, are left out: nothing that is measured reads them.
import { createHash, randomUUID } from 'node:crypto';
import { unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { matcherVersion, sizeClassOf } from '../../../dist/matching/index.js';
import { readKeys, readLines } from '../population-slice.mjs';

/** Lists come from the operator and from this many partners, in turn. */
const partners = 3;

/** @param database connected as the owner; `directory` is one that the database server may read */
export async function fillDatabase(database, directory, { population, filed, say }) {
  const copy = copier(database, directory);
  const [{ id: operator }] = (await database.query("select id from organisations where kind = 'operator'")).rows;
  const [{ id: account }] = (await database.query("select id from accounts where role = 'caseworker' limit 1")).rows;
  const organisations = [operator, ...(await addPartners(database))];
  for (const [at, slice] of population.slices.entries())
    await addList(copy, slice, { organisation: organisations[at % organisations.length], account, operator, at });
  say(`${population.records} records stand in the database`);
  let reports = 0;
  for (const folder of filed) reports += await addReports(copy, readLines(folder, 'filed'), { operator, account });
  say(`${reports} reports stand in the database`);
  // As the workers would have left it: what is measured is not that everything is compared again.
  await database.query('update match_size set size_class = $1, records = $2, counted_at = now()', [
    sizeClassOf(population.records),
    population.records,
  ]);
  await database.query('analyze');
  return { reports };
}

async function addPartners(database) {
  const ids = Array.from({ length: partners }, () => randomUUID());
  for (const [at, id] of ids.entries()) {
    await database.query("insert into organisations (id, kind, name) values ($1, 'partner', $2)", [
      id,
      `Athartest partner ${at + 1}`,
    ]);
    await database.query(
      "insert into agreements (id, organisation_id, purpose, valid_from) values ($1, $2, 'import', current_date - 1)",
      [randomUUID(), id],
    );
  }
  return ids;
}

async function addList(copy, { features, compiled }, { organisation, account, operator, at }) {
  const source = randomUUID();
  const hash = createHash('sha256').update(`Athartest ${at}`).digest('hex');
  await copy(
    'sources (id, organisation_id, document_type, title, file_name, media_type, byte_size, sha256, created_by)',
    [
      [
        source,
        organisation,
        'ngo_database',
        `Athartest list ${at + 1}`,
        'list.csv',
        'text/csv',
        0,
        `\\x${hash}`,
        account,
      ],
    ],
  );
  const coded = readLines(compiled, 'coded');
  const keys = readKeys(compiled);
  const records = [];
  const profiles = [];
  readLines(features, 'records').forEach((line, row) => {
    const id = randomUUID();
    const { sex, birth, event, places } = JSON.parse(line);
    records.push([
      ...[id, organisation, source, row + 1, 1, sex],
      ...[birth?.raw, birth?.calendar, birth?.earliest, birth?.latest, birth?.precision, birth?.qualifier],
      ...[event?.raw, event?.calendar, event?.earliest, event?.latest, event?.precision, event?.qualifier],
      places.taken?.governorate,
    ]);
    const [from, to] = [keys.starts[row], keys.starts[row + 1]];
    profiles.push(
      profile(id, 'record', organisation, organisation !== operator, {
        features: line,
        coded: coded[row],
        keys: keys.keys.subarray(from, to),
      }),
    );
  });
  await copy(
    `detention_records (id, organisation_id, source_id, row_number, revision, sex, birth_raw, birth_calendar, birth_earliest, birth_latest, birth_precision,
      birth_qualifier, event_raw, event_calendar, event_earliest, event_latest, event_precision, event_qualifier, governorate)`,
    records,
  );
  await copy(profileColumns, profiles);
}

async function addReports(copy, lines, { operator, account }) {
  const [reports, reporters, consents, profiles] = [[], [], [], []];
  for (const line of lines) {
    const { features, coded, keys } = JSON.parse(line);
    const [id, reporter] = [randomUUID(), randomUUID()];
    reports.push([id, operator, 1, 'open', features.sex, account]);
    reporters.push([reporter, id, operator, 1, 'mother', 'ar', 'pseudonymous']);
    for (const purpose of ['search', 'partners'])
      consents.push([randomUUID(), id, reporter, operator, purpose, 't', 'bench', 'ar']);
    profiles.push(
      profile(id, 'report', operator, true, {
        features: JSON.stringify(features),
        coded: JSON.stringify(coded),
        keys,
      }),
    );
  }
  await copy('reports (id, organisation_id, revision, state, sex, created_by)', reports);
  await copy('reporters (id, report_id, organisation_id, revision, relationship, language, filing_mode)', reporters);
  await copy(
    'consents (id, report_id, reporter_id, organisation_id, purpose, granted, form_version, language)',
    consents,
  );
  await copy(profileColumns, profiles);
  return reports.length;
}

const profileColumns =
  'match_profiles (record_id, side, organisation_id, with_partners, revision, matcher_version, features, coded, keys)';

const profile = (id, side, organisation, withPartners, { features, coded, keys }) => [
  ...[id, side, organisation, withPartners ? 't' : 'f', 1, matcherVersion, features, coded],
  `{${keys.join(',')}}`,
];

/** COPY from a file that the server reads, in the text format of Postgres. */
function copier(database, directory) {
  const file = join(directory, 'copied.txt');
  const cell = (value) =>
    value === null || value === undefined
      ? '\\N'
      : String(value).replace(/[\\\t\n\r]/g, (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign]);
  return async (table, rows) => {
    writeFileSync(file, rows.map((row) => `${row.map(cell).join('\t')}\n`).join(''), { mode: 0o644 });
    try {
      await database.query(`copy ${table} from '${file}'`);
    } finally {
      unlinkSync(file);
    }
  };
}
