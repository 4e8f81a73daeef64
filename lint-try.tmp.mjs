import { withDatabase } from './test/support/matrix/with-database.mjs';
import pg from 'pg';
await withDatabase(async () => {
  const { lintCatalogue } = await import('./test/support/catalogue/lint.ts');
  const c = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await c.connect();
  console.log((await lintCatalogue(async (q, v) => (await c.query(q, v)).rows)).join('\n'));
  await c.end();
});
