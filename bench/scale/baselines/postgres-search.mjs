// Three ways to find candidates in Postgres, asked with the keys and names of one report.

const most = 500;

/** Rarity sum over a table of keys, best first: what matching in SQL would do. The lateral keeps the planner to one look-up a key. */
const byKeyTable = `
  select theirs.record
  from unnest($1::int[], $2::real[]) as mine(key, bits)
  cross join lateral (select record, bits from key_rows where key = mine.key offset 0) theirs
  group by theirs.record order by sum(least(mine.bits, theirs.bits)) desc, theirs.record limit ${most}`;

/** Any shared key, in no order: what the index alone can say. */
const byKeyLists = 'select record from key_lists where keys && $1::int[]';

const byTrigrams = (column) => `
  select record from name_texts where ${column} % $1 order by similarity(${column}, $1) desc, record limit ${most}`;

/** Name of the way, and how it is asked: `ask(report)` gives rows, best first where there is an order; only of a report that it `asks` about. */
export function postgresSearches(database) {
  const rowsOf = async (name, text, values) => {
    const { rows } = await database.query({ name, text, values, rowMode: 'array' });
    return rows.map(([row]) => row);
  };
  return [
    {
      name: `Postgres key table, first ${most}`,
      asks: () => true,
      ask: ({ keys }) => rowsOf('key table', byKeyTable, [keys.map(({ key }) => key), keys.map(({ bits }) => bits)]),
    },
    {
      name: 'Postgres GIN int[] &&, all, unranked',
      asks: () => true,
      ask: ({ keys }) => rowsOf('key lists', byKeyLists, [keys.map(({ key }) => key)]),
    },
    {
      name: `pg_trgm on Latin names, first ${most}`,
      prepare: () => database.query('set pg_trgm.similarity_threshold = 0.3'),
      asks: ({ plain }) => plain.latin !== '',
      ask: ({ plain }) => rowsOf('latin', byTrigrams('latin'), [plain.latin]),
    },
    {
      name: `pg_trgm on skeletons, first ${most}`,
      prepare: () => database.query('set pg_trgm.similarity_threshold = 0.45'),
      asks: ({ plain }) => plain.skeletons !== '',
      ask: ({ plain }) => rowsOf('skeletons', byTrigrams('skeletons'), [plain.skeletons]),
    },
  ];
}
