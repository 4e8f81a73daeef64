import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { projectRoot } from '../database/project-root.js';
import { createApplication } from '../main.js';
import { configuration } from './configuration.js';

export function addOpenApiCommand(program: Command): void {
  program
    .command('openapi')
    .description('print the description of the HTTP interface (OpenAPI 3.1)')
    .option('--write <file>', 'write it to a file in the project instead')
    .action(async (options: { write?: string }) => {
      const app = await createApplication({ ...configuration(), logLevel: 'silent' });
      const { payload } = await app.inject({ method: 'GET', url: '/openapi.json' });
      await app.close();
      const text = `${JSON.stringify(JSON.parse(payload), null, 2)}\n`;
      if (options.write) writeFileSync(join(projectRoot, options.write), text);
      else process.stdout.write(text);
    });
}
