import { describe, expect, it, jest } from '@jest/globals';
import { appEntities } from '../../src/app.entities.js';
import { openDataSource } from '../../src/database/data-source.js';
import { migrate, revertAll } from '../../src/database/migrate.js';

jest.setTimeout(180_000);

const url = process.env.DATABASE_URL!;

/** Everything that a migration makes: columns, constraints, indexes, triggers, functions. */
async function shapeOf(): Promise<string[]> {
  const dataSource = await openDataSource(url);
  const rows: { line: string }[] = await dataSource.query(`
    select format('column %s.%s %s %s %s', table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migrations'
    union all select format('constraint %s %s', conrelid::regclass, pg_get_constraintdef(oid)) from pg_constraint
      where connamespace = 'public'::regnamespace and conrelid::regclass::text <> 'schema_migrations'
    union all select indexdef from pg_indexes where schemaname = 'public' and tablename <> 'schema_migrations'
    union all select format('trigger %s', pg_get_triggerdef(oid)) from pg_trigger where not tgisinternal
    union all select format('function %s', proname) from pg_proc where pronamespace = 'public'::regnamespace
    order by 1`);
  await dataSource.destroy();
  return rows.map((row) => row.line);
}

/** What TypeORM calls a type and what Postgres calls it. */
const postgresNames: Record<string, string> = { timestamptz: 'timestamp with time zone' };

describe('the database and the code agree', () => {
  it('each table and column is known to an entity, with its type, and the other way round', async () => {
    const dataSource = await openDataSource(url, appEntities);
    const inCode = dataSource.entityMetadatas
      .flatMap((entity) =>
        entity.columns.map((column) => {
          const type = dataSource.driver.normalizeType(column);
          const name = column.isArray ? 'ARRAY' : (postgresNames[type] ?? type);
          return `${entity.tableName}.${column.databaseName} ${name} ${column.isNullable ? 'null' : 'not null'}`;
        }),
      )
      .sort();
    const rows: { line: string }[] = await dataSource.query(
      `select format('%s.%s %s %s', table_name, column_name, data_type, case is_nullable when 'YES' then 'null' else 'not null' end) as line
       from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migrations'`,
    );
    await dataSource.destroy();
    expect(inCode).toEqual(rows.map((row) => row.line).sort());
    expect(inCode.length).toBeGreaterThan(150);
  });

  it('going down leaves nothing, and up again the same as before', async () => {
    const before = await shapeOf();
    expect(before.length).toBeGreaterThan(200);
    expect(await revertAll(url)).toBeGreaterThan(0);
    expect(await shapeOf()).toEqual([]);
    const applied = await migrate(url);
    expect(applied.length).toBeGreaterThan(0);
    expect(await shapeOf()).toEqual(before);
  });

  it('migrating again applies nothing and leaves the gazetteer as it is', async () => {
    const dataSource = await openDataSource(url);
    const versions = () => dataSource.query('select count(*)::int as n, max(xmin::text::bigint) as newest from places');
    const before = await versions();
    expect(await migrate(url)).toEqual([]);
    expect(await versions()).toEqual(before);
    const levels = await dataSource.query('select level, count(*)::int as n from places group by level order by level');
    expect(levels).toEqual([
      { level: 'community', n: 5251 },
      { level: 'district', n: 62 },
      { level: 'governorate', n: 14 },
      { level: 'neighbourhood', n: 62 },
      { level: 'subdistrict', n: 276 },
    ]);
    await dataSource.destroy();
  });

  it('a confirmation by one person alone cannot be stored in any way', async () => {
    const dataSource = await openDataSource(url);
    const constraints: { definition: string }[] = await dataSource.query(
      "select pg_get_constraintdef(oid) as definition from pg_constraint where conname = 'suggestions_confirmed_by_a_second_person'",
    );
    expect(constraints[0].definition).toContain('decided_by <> proposed_by');
    await dataSource.destroy();
  });
});
