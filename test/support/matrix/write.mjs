// npm run access:write - writes docs/authorisation-matrix.md and docs/database-rights.md anew, from a service that really runs.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { withDatabase } from './with-database.mjs';

await withDatabase(async () => {
  const { startApplication } = await import('../application.ts');
  const { makeWorld } = await import('./world.ts');
  const { makePages } = await import('./pages.ts');
  const application = await startApplication();
  try {
    const world = await makeWorld(application);
    await application.worker.stop();
    for (const [path, text] of Object.entries(await makePages(world))) {
      const file = fileURLToPath(new URL(`../../../${path}`, import.meta.url));
      writeFileSync(file, text);
      execFileSync('npx', ['--no-install', 'biome', 'format', '--write', file], { stdio: 'ignore' });
      console.log(`Written: ${path}`);
    }
  } finally {
    await application.stop();
  }
});
