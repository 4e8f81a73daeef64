import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { projectRoot } from './project-root.js';

const folder = join(projectRoot, 'migrations');

/**
 * Every `<timestamp>-<what-it-does>.up.sql` of migrations/ with its `.down.sql`, as the classes that TypeORM runs.
 * Written SQL imports nothing, so a later change of an entity cannot change what an old migration did.
 */
export function sqlMigrations(): (new () => MigrationInterface)[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.up.sql'))
    .sort()
    .map((file) => {
      const [, timestamp, words] = /^(\d{13})-([a-z0-9-]+)\.up\.sql$/.exec(file) ?? [];
      if (!timestamp) throw new Error(`${file}: a migration is named <13 digits>-<words>.up.sql`);
      const up = readFileSync(join(folder, file), 'utf8');
      const down = readFileSync(join(folder, file.replace('.up.sql', '.down.sql')), 'utf8');
      return class implements MigrationInterface {
        name = `${words}-${timestamp}`.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
        async up(runner: QueryRunner) {
          await runner.query(up);
        }
        async down(runner: QueryRunner) {
          await runner.query(down);
        }
      };
    });
}
