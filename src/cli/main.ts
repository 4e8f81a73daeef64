import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { ConfigurationError } from '../config.js';
import { RoleError } from '../database/roles.js';
import { errorCodeOf, Problem } from '../errors.js';
import { whereItHappened } from '../logging.js';
import { addAccountCommand } from './account.js';
import { addAuditCommand } from './audit.js';
import { addDemoCommand } from './demo.js';
import { addEvaluateCommand } from './evaluate.js';
import { addImportCommand } from './import/import-command.js';
import { addKeysCommand } from './keys.js';
import { addLinkCommand } from './link.js';
import { addMatchCommand } from './match.js';
import { addMigrateCommand } from './migrate.js';
import { addModelCommand } from './model.js';
import { addNotifierCommand } from './notifier.js';
import { addOpenApiCommand } from './openapi.js';
import { FailureError, UsageError } from './output.js';
import { addPfifCommand } from './pfif.js';
import { addRematchCommand } from './rematch.js';
import { addSearchCommand } from './search.js';
import { addSenderCommand } from './sender.js';
import { addServeCommand } from './serve.js';
import { addSnapshotCommand } from './snapshot.js';
import { addWorkerCommand } from './worker.js';

// React writes a page in a quarter of the time when it is told that nobody develops here. Read when it is loaded, which is later.
process.env.NODE_ENV ??= 'production';

// Commands load what they need when they run: help, a wrong option and a comparison of two names must not wait for the whole service.
const program = new Command('athar')
  .description('Family tracing: compares disappearance reports with detention records; people decide.')
  .addHelpText(
    'after',
    '\nExit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 partly done (some rows were not imported).',
  )
  // An option belongs to the command behind whose name it stands: "demo population --reports" is not that of "demo".
  .enablePositionalOptions()
  .showHelpAfterError('(athar --help shows every command)')
  .exitOverride();

addServeCommand(program);
addWorkerCommand(program);
addSenderCommand(program);
addNotifierCommand(program);
addMigrateCommand(program);
addModelCommand(program);
addDemoCommand(program);
addImportCommand(program);
addMatchCommand(program);
addLinkCommand(program);
addEvaluateCommand(program);
addRematchCommand(program);
addSearchCommand(program);
addAccountCommand(program);
addKeysCommand(program);
addAuditCommand(program);
addSnapshotCommand(program);
addPfifCommand(program);
addOpenApiCommand(program);
for (const command of program.commands) command.exitOverride();

const knownFailures: Record<string, string> = {
  EADDRINUSE: 'Another program listens on that port already. Set PORT, or METRICS_PORT, to another one.',
  EACCES: 'This is not allowed here (EACCES): a file of somebody else, or a PORT below 1024.',
  '42P01': 'The database has not been prepared. Run: athar migrate',
  '42501': 'The role of this process may not do this in the database. Run: athar migrate',
  '28P01': 'The database refuses the password of the role. Run: athar migrate',
};

// Node would print the whole error, and that of a database holds the values of its statement.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    console.error([`Failed: ${errorCodeOf(error)}`, ...whereItHappened(error)].join('\n'));
    process.exit(1);
  });
}

try {
  await program.parseAsync();
} catch (error) {
  // At once: what failed may have left a connection or a listener behind, which would keep the process alive for ever.
  process.exit(await exitCodeFor(error));
}

async function exitCodeFor(error: unknown): Promise<number> {
  // Commander has said what is wrong already; help that was asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof ConfigurationError || error instanceof UsageError || error instanceof RoleError) {
    console.error(error.message);
    return 2;
  }
  if (error instanceof FailureError) {
    console.error(error.message);
    return 1;
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
  const code = errorCodeOf(error);
  console.error(knownFailures[code] ?? `Failed: ${code}`);
  if (process.env.LOG_LEVEL === 'debug') console.error(error);
  else console.error('LOG_LEVEL=debug shows the details, which may hold personal data.');
  return 1;
}
