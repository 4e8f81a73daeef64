import type { EntityManager, ObjectLiteral } from 'typeorm';

/**
 * Inserts many rows of one entity in one statement with one parameter, whatever their number: TypeORM's own statement names a parameter for
 * each value, and building it takes longer than storing the rows. A column that no row gives a value for keeps its default.
 * @param rows values as JSON has them, dates as text
 */
export async function insertRows<T extends ObjectLiteral>(
  manager: EntityManager,
  entity: new () => T,
  rows: Partial<T>[],
): Promise<void> {
  if (rows.length === 0) return;
  const { tableName, columns } = manager.connection.getMetadata(entity);
  const given = columns.filter((column) => rows.some((row) => column.getEntityValue(row) !== undefined));
  const values = rows.map((row) =>
    Object.fromEntries(given.map((column) => [column.databaseName, column.getEntityValue(row)])),
  );
  const names = given.map((column) => column.databaseName).join(', ');
  await manager.query(
    `insert into ${tableName} (${names}) select ${names} from json_populate_recordset(null::${tableName}, $1::json)`,
    [JSON.stringify(values)],
  );
}
