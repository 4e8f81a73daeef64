import type { World } from '../matrix/world.js';
import { type ActAs, attempt, type Query } from './acting-roles.js';
import { keptByTheCode } from './allowed.js';
import type { Table } from './rows.js';

/**
 * For each foreign key between two tables of organisations that leaves the organisation out: a row of Amal that names a row of Bayan, written
 * past the code by the service's role in the name of Amal's supervisor and of its administrators.
 * @returns the keys that took it and are not listed as kept by the code
 */
export async function crossingRows(query: Query, actAs: ActAs, world: World, tables: Table[]) {
  const keys = await query<{ child: string; column: string; parent: string; target: string }>(
    `select conrelid::regclass::text as child, c.attname as column, confrelid::regclass::text as parent, p.attname as target
     from pg_constraint
     join pg_attribute c on c.attrelid = conrelid and c.attnum = conkey[1]
     join pg_attribute p on p.attrelid = confrelid and p.attnum = confkey[1]
     where contype = 'f' and connamespace = 'public'::regnamespace and cardinality(conkey) = 1
       and (select count(*) from pg_attribute where attrelid in (conrelid, confrelid) and attname = 'organisation_id') = 2
       and c.attname <> 'organisation_id' and has_any_column_privilege('athar_api', conrelid, 'insert')`,
  );
  const accepted: string[] = [];
  for (const { child, column, parent, target } of keys) {
    const own = tables.find(({ name }) => name === child)!;
    const row = own.rows.find(({ belongs }) => belongs !== 'bayan' && belongs !== 'nobody');
    const foreign = tables.find(({ name }) => name === parent)!.rows.find(({ belongs }) => belongs === 'bayan');
    if (!row || !foreign) throw new Error(`${child}(${column}): the world has no row to try it with`);
    const content: Record<string, unknown> = { ...row.content, [column]: foreign.content[target] };
    for (const { id, role } of Object.values(world.amal.staff)) {
      const taken = await actAs('athar_api', { organisation: world.amal.id, actor: id, role }, async (as) => {
        const columns = own.columns.map(({ name }) => name);
        const result = await attempt(as, () =>
          as(
            `insert into ${child} (${columns.join(', ')})
             select ${columns.map((name) => `r.${name}`).join(', ')} from jsonb_populate_record(null::${child}, $1) r`,
            [JSON.stringify(content)],
          ),
        );
        return !('refused' in result) || !['42501', '23001'].includes(result.refused);
      });
      const name = `${child}(${column}) -> ${parent}`;
      if (taken && !keptByTheCode.has(name)) accepted.push(`${name}, as ${role}`);
    }
  }
  return { tried: keys.length, accepted };
}
