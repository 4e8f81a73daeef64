import type { LoginRole } from '../../../src/database/roles.js';
import type { World } from '../matrix/world.js';
import { type ActAs, attempt, type Query, type Settings } from './acting-roles.js';
import { type Belonging, belongings, type Row, type Table } from './rows.js';

/** Somebody as row-level security knows him: the role of the database, and what his process set for the transaction. */
export interface Someone {
  name: string;
  role: LoginRole;
  settings: Settings;
}

export function everybody(world: World, purposes: readonly string[]): Someone[] {
  const { amal, bayan } = world;
  const staff = (name: string, organisation: typeof amal, actor: string, role: string): Someone => ({
    name,
    role: 'athar_api',
    settings: { organisation: organisation.id, actor, role },
  });
  const roles = Object.values(amal.staff).filter(({ role }) => role !== 'caseworker');
  return [
    { name: 'nobody', role: 'athar_api', settings: {} },
    ...purposes.map((purpose): Someone => ({ name: `at the ${purpose}`, role: 'athar_api', settings: { purpose } })),
    staff('caseworker of case 1', amal, amal.staff.caseworker.id, 'caseworker'),
    staff('caseworker of case 2', amal, amal.otherCaseworker.id, 'caseworker'),
    ...roles.map(({ id, role }) => staff(role, amal, id, role)),
    ...amal.partners.map(({ id, scope }) => staff(`partner ${scope}`, amal, id, 'partner')).slice(0, 1),
    ...amal.families.map(({ receiptId }) => staff('family of case 1', amal, receiptId, 'family')).slice(0, 1),
    ...amal.families.slice(0, 1).map(
      ({ receiptId, of }): Someone => ({
        name: 'family of case 1 that writes',
        role: 'athar_api',
        settings: {
          organisation: amal.id,
          actor: receiptId,
          role: 'intake',
          report: of.reportId,
          reporter: of.reporterId,
        },
      }),
    ),
    staff("Bayan's supervisor", bayan, bayan.staff.supervisor.id, 'supervisor'),
    { name: 'worker for nobody', role: 'athar_worker', settings: {} },
    { name: 'worker for Amal', role: 'athar_worker', settings: { organisation: amal.id } },
    { name: 'sender of webhooks', role: 'athar_sender', settings: {} },
    { name: 'notifier', role: 'athar_notifier', settings: {} },
  ];
}

/** Purposes that any policy asks for. */
export async function purposesOf(query: Query): Promise<string[]> {
  const rows = await query<{ purpose: string }>(
    `select distinct matched[1] as purpose from pg_policies,
       regexp_matches(concat(qual, ' ', with_check), 'app_purpose\\(\\) AS app_purpose\\) = ''(\\w+)''', 'g') matched
     union select distinct matched[1] from pg_policies,
       regexp_matches(concat(qual, ' ', with_check), 'app_purpose\\(\\) AS app_purpose\\) = ANY \\(ARRAY\\[(.*?)\\]', 'g') list,
       regexp_matches(list[1], '''(\\w+)''', 'g') matched
     order by 1`,
  );
  return rows.map(({ purpose }) => purpose);
}

export const verbs = ['sees', 'adds', 'changes', 'removes'] as const;
export type Verb = (typeof verbs)[number];
export type Reach = Record<Verb, Belonging[]>;

/** What somebody can do to the rows of one table, tried on a row of each belonging. */
export async function reachOf(actAs: ActAs, { role, settings }: Someone, table: Table): Promise<Reach> {
  return actAs(role, settings, async (query) => {
    const may = await rights(query, table);
    const reach: Reach = { sees: [], adds: [], changes: [], removes: [] };
    const keys = table.columns.filter(({ key }) => key).map(({ name }) => name);
    const known = keys.length > 0 && keys.every((key) => may.see.includes(key)) ? keys : may.see;
    const isRow = known
      .map((column) => `coalesce(to_jsonb(t.${column}), 'null') = $1::jsonb -> '${column}'`)
      .join(' and ');
    for (const row of table.rows) {
      const touched = async (sql: string) => {
        const result = await attempt(query, () => query(sql, [JSON.stringify(row.content)]));
        return Array.isArray(result) && result.length > 0;
      };
      const { belongs } = row;
      if (known.length > 0 && (await touched(`select 1 from ${table.name} t where ${isRow}`))) reach.sees.push(belongs);
      if (may.add.length > 0 && (await adds(query, table, row, may.add))) reach.adds.push(belongs);
      const column = may.change.find((name) => !keys.includes(name)) ?? may.change[0];
      const change = `update ${table.name} t set ${column} = t.${column} where ${isRow} returning 1`;
      if (column && known.length > 0 && (await touched(change))) reach.changes.push(belongs);
      const remove = `delete from ${table.name} t where ${isRow} returning 1`;
      if (may.remove && known.length > 0 && (await touched(remove))) reach.removes.push(belongs);
    }
    return reach;
  });
}

/** What each of some people can do to one table, in their order. */
export interface TableReach {
  table: Table;
  reaches: Reach[];
}

export async function allReaches(actAs: ActAs, people: Someone[], tables: Table[]): Promise<TableReach[]> {
  const all: TableReach[] = [];
  for (const table of tables) {
    const reaches: Reach[] = [];
    for (const someone of people) reaches.push(await reachOf(actAs, someone, table));
    all.push({ table, reaches });
  }
  return all;
}

async function rights(query: Query, { name, columns }: Table) {
  const [row] = await query(
    `select has_table_privilege($1, 'delete') as remove,
       array(select c from unnest($2::text[]) c where has_column_privilege($1, c, 'select')) as see,
       array(select c from unnest($2::text[]) c where has_column_privilege($1, c, 'insert')) as add,
       array(select c from unnest($2::text[]) c where has_column_privilege($1, c, 'update')) as change`,
    [name, columns.map((column) => column.name)],
  );
  return row as { remove: boolean; see: string[]; add: string[]; change: string[] };
}

/** The same row once more: row-level security is asked before the unique key refuses it. */
async function adds(query: Query, { name }: Table, { content }: Row, columns: string[]): Promise<boolean> {
  const result = await attempt(query, () =>
    query(
      `insert into ${name} (${columns.join(', ')})
       select ${columns.map((column) => `r.${column}`).join(', ')} from jsonb_populate_record(null::${name}, $1) r`,
      [JSON.stringify(content)],
    ),
  );
  // 23001: a trigger of ours, which fires before row-level security is asked.
  return !('refused' in result) || !['42501', '23001'].includes(result.refused);
}

/** "sees 1 2 a, adds a": 1 and 2 are the cases of Amal, a is the rest of Amal, B is Bayan, n is nobody's. */
export function inWords(reach: Reach): string {
  const letters: Record<Belonging, string> = { 'case 1': '1', 'case 2': '2', amal: 'a', bayan: 'B', nobody: 'n' };
  const parts = verbs
    .filter((verb) => reach[verb].length > 0)
    .map(
      (verb) =>
        `${verb} ${belongings
          .filter((each) => reach[verb].includes(each))
          .map((each) => letters[each])
          .join('')}`,
    );
  return parts.join(', ') || '–';
}
