import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../config.js';
import { projectRoot } from '../database/project-root.js';
import { dataDirectory, dataDirectoryHelp } from './configuration.js';
import { keysFile } from './keys-file.js';
import { progress } from './output.js';

export function addOpenApiCommand(program: Command): void {
  program
    .command('openapi')
    .description('print the description of the HTTP interface (OpenAPI 3.1)')
    .option('--write <file>', 'write it to a file in the project instead')
    .option('--data <directory>', dataDirectoryHelp)
    .action(async (options: { write?: string; data?: string }) => {
      const { startServices } = await import('../embedded/services.js');
      const { createApplication } = await import('../main.js');
      const services = await startServices({ dataDirectory: dataDirectory(options.data), log: progress });
      try {
        const environment = {
          DATABASE_URL: services.databaseUrl,
          REDIS_URL: services.redisUrl,
          ATHAR_KEYS_FILE: keysFile(dataDirectory(options.data)),
          LOG_LEVEL: 'silent',
        };
        const app = await createApplication(readConfig({ ...process.env, ...environment }));
        const { payload } = await app.inject({ method: 'GET', url: '/openapi.json' });
        await app.close();
        const text = `${JSON.stringify(JSON.parse(payload), null, 2)}\n`;
        if (options.write) writeFileSync(join(projectRoot, options.write), text);
        else process.stdout.write(text);
      } finally {
        await services.stop();
      }
    });
}
