import { DataSource, type DataSourceOptions } from 'typeorm';
import { SnakeNaming } from './snake-naming.js';
import { sqlMigrations } from './sql-migrations.js';

// biome-ignore lint/complexity/noBannedTypes: TypeORM calls any entity class a Function
type EntityClass = Function;

/** One description of the database for the service, the worker, the command line and the tests; each names the tables it knows. */
export function dataSourceOptions(databaseUrl: string, entities: EntityClass[], poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres',
    url: databaseUrl,
    entities,
    migrations: sqlMigrations(),
    migrationsTableName: 'schema_migrations',
    namingStrategy: new SnakeNaming(),
    synchronize: false,
    poolSize,
    // An error from the database may quote values; callers log codes only.
    logging: false,
    applicationName: 'athar',
  };
}

export async function openDataSource(
  databaseUrl: string,
  entities: EntityClass[] = [],
  poolSize = 4,
): Promise<DataSource> {
  return new DataSource(dataSourceOptions(databaseUrl, entities, poolSize)).initialize();
}
