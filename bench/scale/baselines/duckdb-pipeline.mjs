// What record linkage in SQL does (after Splink, moj-analytical-services/splink): blocking rules as equi-joins, a ladder of levels for each comparison, weights in
// bits with the rarity of the name, summed up and ranked. It is given our spellings and consonant skeletons as columns and the weights that our model starts from.

/** Exact conjunctions; a pair is scored once, under the first rule that it fulfils. No rule on a year alone: it finds everybody. */
const blockingRules = [
  'l.given_s = r.given_s and l.family_s = r.family_s',
  'l.father_s = r.father_s and l.family_s = r.family_s',
  'l.given_s = r.given_s and l.father_s = r.father_s and l.birth_year = r.birth_year',
  'l.given_s = r.given_s and l.father_s = r.father_s and l.governorate = r.governorate',
  'l.given_s = r.given_s and l.mother_s = r.mother_s and l.governorate = r.governorate',
  'l.mother_s = r.mother_s and l.family_s = r.family_s',
  'l.birth_day = r.birth_day',
  'l.family_s = r.family_s and l.birth_year = r.birth_year',
];

const columns = `
  nullif(given, '') as given, nullif(father, '') as father, nullif(grandfather, '') as grandfather, nullif(family, '') as family, nullif(mother, '') as mother,
  nullif(given_s, '') as given_s, nullif(father_s, '') as father_s, nullif(grandfather_s, '') as grandfather_s, nullif(family_s, '') as family_s,
  nullif(mother_s, '') as mother_s,
  try_cast(nullif(birth_from, '') as date) as birth_from, try_cast(nullif(birth_to, '') as date) as birth_to,
  case when birth_from <> '' and birth_from[:4] = birth_to[:4] then birth_from[:4]::int end as birth_year,
  case when birth_from <> '' and birth_from = birth_to then try_cast(birth_from as date) end as birth_day,
  try_cast(nullif(event_from, '') as date) as event_from, try_cast(nullif(event_to, '') as date) as event_to,
  nullif(governorate, '') as governorate, nullif(district, '') as district, nullif(sex, '') as sex`;

/**
 * Levels of one part of the name with the bits of matching.md section 7: equal, equal skeleton (the rarity of the skeleton counts whole), alike by Jaro-Winkler,
 * different. Rarity as in Splink: the larger share of the two, with a floor.
 */
const nameLadder = (part, { alike, different }) => `
  case when l.${part} is null or r.${part} is null then 0
    when l.${part} = r.${part} then 0.3 - log2(greatest(l.${part}_share, r.${part}_share, 0.00005))
    when l.${part}_s = r.${part}_s then -log2(greatest(l.${part}_share, r.${part}_share, 0.00005))
    when jaro_winkler_similarity(l.${part}, r.${part}) > 0.92 then -0.7 - log2(greatest(l.${part}_share, r.${part}_share, 0.00005))
    when jaro_winkler_similarity(l.${part}_s, r.${part}_s) > 0.88 then ${alike}
    else ${different} end`;

const comparisons = {
  given: nameLadder('given', { alike: 0.2, different: -3.8 }),
  father: nameLadder('father', { alike: 0.2, different: -3.7 }),
  grandfather: nameLadder('grandfather', { alike: 0.2, different: -2.7 }),
  family: nameLadder('family', { alike: 1.2, different: -4.5 }),
  mother: nameLadder('mother', { alike: 0.2, different: -6.1 }),
  birth: `
  case when l.birth_from is null or r.birth_from is null then 0
    when l.birth_day = r.birth_day then 13
    when month(l.birth_day) = day(r.birth_day) and day(l.birth_day) = month(r.birth_day) and l.birth_year = r.birth_year then 8.5
    when month(l.birth_day) = month(r.birth_day) and day(l.birth_day) = day(r.birth_day) and abs(l.birth_year - r.birth_year) = 1 then 8.5
    when l.birth_from <= r.birth_to and r.birth_from <= l.birth_to then 4.4
    when abs(year(l.birth_from) - year(r.birth_from)) <= 1 then 0.5
    when abs(year(l.birth_from) - year(r.birth_from)) <= 3 then -6.5
    else -8 end`,
  event: `
  case when l.event_from is null or r.event_from is null then 0
    when l.event_from = r.event_from and l.event_to = r.event_to then 7.4
    when r.event_from - l.event_to between 1 and 5 then 7.7
    when l.event_from <= r.event_to and r.event_from <= l.event_to then 4.5
    when r.event_from - l.event_to between 6 and 95 then 3
    when r.event_to - l.event_from < -40 then -3.3
    else 0 end`,
  place: `
  case when l.governorate is null or r.governorate is null then 0
    when l.district = r.district then 6.3
    when l.governorate = r.governorate and (l.district is null or r.district is null) then 3.2
    when l.governorate = r.governorate then -3.2
    else -3.4 end`,
  sex: `case when l.sex <> r.sex then -5 else 0 end`,
};

/** @returns null when @duckdb/node-api is not installed */
async function duckDb() {
  try {
    return await import('@duckdb/node-api');
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/**
 * Loads both sides, then times blocking and scoring. @returns null when DuckDB is not installed; pairs scored, CPU and wall seconds of blocking and of scoring with
 * ranking, and the first fifty rows for each report
 * @param recordFiles and reportFile: tab-separated plain columns with the row in front
 */
export async function duckDbPipeline({ recordFiles, reportFile, columnNames, threads, cpu }) {
  const found = await duckDb();
  if (!found) return null;
  const instance = await found.DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  try {
    await load(connection, { recordFiles, reportFile, columnNames });
    const timed = async (sql) => {
      const [from, cpuFrom] = [performance.now(), cpu()];
      await connection.run(sql);
      return { seconds: (performance.now() - from) / 1000, cpuSeconds: (cpu() - cpuFrom) / 1000 };
    };
    const blocking = await timed(`create table pairs as ${blockingRules.map(blockingJoin).join('\nunion all\n')}`);
    const scoring = await timed(scoredAndRanked);
    const [[pairs]] = (await connection.runAndReadAll('select count(*)::int from pairs')).getRows();
    const best = (await connection.runAndReadAll('select report, record from best order by report, place')).getRows();
    const lists = new Map();
    for (const [report, record] of best) {
      if (!lists.has(report)) lists.set(report, []);
      lists.get(report).push(record);
    }
    return { pairs, blocking, scoring, lists };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function load(connection, { recordFiles, reportFile, columnNames }) {
  const types = `{${['row', ...columnNames].map((name) => `'${name}': '${name === 'row' ? 'INTEGER' : 'VARCHAR'}'`).join(', ')}}`;
  const read = (files) =>
    `read_csv([${files.map((file) => `'${file}'`).join(', ')}], delim = '\t', header = false, quote = '', escape = '', columns = ${types}, force_not_null = [${columnNames.map((name) => `'${name}'`).join(', ')}])`;
  await connection.run(`create table raw_records as select row, ${columns} from ${read(recordFiles)}`);
  await connection.run(`create table raw_reports as select row, ${columns} from ${read([reportFile])}`);
  const parts = ['given', 'father', 'grandfather', 'family', 'mother'];
  for (const part of parts) {
    await connection.run(`create table ${part}_shares as
      select ${part}_s, count(*) / sum(count(*)) over () as ${part}_share from raw_records where ${part}_s is not null group by ${part}_s`);
  }
  for (const side of ['records', 'reports']) {
    const joins = parts.map((part) => `left join ${part}_shares using (${part}_s)`).join(' ');
    const shares = parts.map((part) => `coalesce(${part}_share, 0) as ${part}_share`).join(', ');
    await connection.run(`create table ${side} as select raw_${side}.*, ${shares} from raw_${side} ${joins}`);
  }
}

function blockingJoin(rule, at) {
  const earlier = blockingRules.slice(0, at).map((other) => `coalesce(${other}, false)`);
  const notYet = earlier.length > 0 ? ` where not (${earlier.join(' or ')})` : '';
  return `select l.row as report, r.row as record from reports l join records r on ${rule}${notYet}`;
}

const scoredAndRanked = `
  create table best as
  with compared as (
    select report, record, ${Object.entries(comparisons)
      .map(([name, ladder]) => `${ladder} as ${name}_bits`)
      .join(', ')}
    from pairs join reports l on l.row = pairs.report join records r on r.row = pairs.record
  ),
  weighed as (
    select report, record, ${Object.keys(comparisons)
      .map((name) => `${name}_bits`)
      .join(' + ')} as weight from compared
  ),
  ranked as (select report, record, row_number() over (partition by report order by weight desc, record) as place from weighed)
  select report, record, place from ranked where place <= 50`;
