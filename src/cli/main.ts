import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '../config.js';
import { Problem } from '../errors.js';
import { errorCodeOf } from '../jobs/job-runner.js';
import { addAccountCommand } from './account.js';
import { addDemoCommand } from './demo.js';
import { addImportCommand } from './import.js';
import { addMatchCommand } from './match.js';
import { addMigrateCommand } from './migrate.js';
import { addOpenApiCommand } from './openapi.js';
import { UsageError } from './output.js';
import { addSearchCommand } from './search.js';
import { addServeCommand } from './serve.js';
import { addWorkerCommand } from './worker.js';

const program = new Command('athar')
  .description('Family tracing: compares disappearance reports with detention records; people decide.')
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 partly done (some rows were not imported).',
  )
  .showHelpAfterError('(athar --help shows every command)')
  .exitOverride();

addServeCommand(program);
addWorkerCommand(program);
addMigrateCommand(program);
addDemoCommand(program);
addImportCommand(program);
addMatchCommand(program);
addSearchCommand(program);
addAccountCommand(program);
addOpenApiCommand(program);
for (const command of program.commands) command.exitOverride();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeFor(error);
}

function exitCodeFor(error: unknown): number {
  // Commander has said what is wrong already; help that was asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigurationError || error instanceof UsageError) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof Problem) {
    console.error(`${error.title}${error.detail ? `. ${error.detail}` : ''} (${error.code})`);
    for (const each of error.errors ?? []) {
      const place = [each.row && `row ${each.row}`, each.column && `column ${each.column}`, each.pointer]
        .filter(Boolean)
        .join(', ');
      console.error(`  ${place ? `${place}: ` : ''}${each.message} (${each.code})`);
    }
    return 1;
  }
  // The message of a database error may quote a value; the code says enough to look it up.
  console.error(`Failed: ${errorCodeOf(error)}`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  else console.error('LOG_LEVEL=debug shows the details, which may hold personal data.');
  return 1;
}
