import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Command, Option } from 'commander';
import type { ImportView } from '../imports/import-view.js';
import { copyKinds, documentTypes } from '../sources/source.entity.js';
import { asHelp, dataDirectoryHelp } from './configuration.js';
import { printJson, progress, UsageError } from './output.js';

interface Options {
  type: string;
  title: string;
  issuer?: string;
  number?: string;
  date?: string;
  copy?: string;
  as?: string;
  data?: string;
  wait: boolean;
  json?: boolean;
}

const optionOf: Record<string, string> = {
  document_type: '--type',
  title: '--title',
  issuer: '--issuer',
  document_number: '--number',
  document_date: '--date',
  original_or_copy: '--copy',
};

export function addImportCommand(program: Command): void {
  program
    .command('import <file>')
    .description('import a list of detention records (CSV, UTF-8); a running worker stores the rows')
    .addOption(new Option('--type <type>', 'what kind of document it is').choices(documentTypes).makeOptionMandatory())
    .requiredOption('--title <title>', 'how the document is called')
    .option('--issuer <name>', 'who issued it')
    .option('--number <number>', 'number of the document')
    .option('--date <date>', 'date of the document, as written on it')
    .addOption(new Option('--copy <kind>', 'what was seen of it').choices(copyKinds))
    .option('--as <account>', asHelp)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--no-wait', 'do not wait until all rows are stored')
    .option('--json', 'print one JSON object at the end')
    .action(async (file: string, options: Options) => {
      await access(file, constants.R_OK).catch(() => {
        throw new UsageError(`The file ${file} cannot be read.`);
      });
      // It is read twice, which a pipe cannot do.
      if (!(await stat(file)).isFile()) throw new UsageError(`${file} is not a file.`);
      const { SourceBody } = await import('../imports/source-body.js');
      const body = SourceBody.safeParse({
        document_type: options.type,
        title: options.title,
        issuer: options.issuer,
        document_number: options.number,
        document_date: options.date,
        original_or_copy: options.copy,
      });
      if (!body.success) {
        const wrong = body.error.issues.map((issue) => `${optionOf[String(issue.path[0])]}: ${issue.message}`);
        throw new UsageError(wrong.join('\n'));
      }
      const { asStaff } = await import('./staff-context.js');
      const { ImportsService } = await import('../imports/imports.service.js');
      const result = await asStaff(options, async (app, actor) => {
        const imports = app.get(ImportsService);
        // The same bytes with the same description give the same key: a command that is repeated does nothing twice.
        const hash = createHash('sha256').update(JSON.stringify(body.data));
        for await (const chunk of createReadStream(file)) hash.update(chunk);
        const key = hash.digest('base64url');
        const upload = await imports.upload(actor, key, body.data, {
          name: basename(file),
          mediaType: 'text/csv',
          bytes: createReadStream(file),
        });
        if (!upload.created) progress('These bytes were imported before; nothing was stored again.');
        return options.wait ? waitFor(upload.import, () => imports.view(actor, upload.import.id)) : upload.import;
      });
      if (options.json) printJson(result);
      else printResult(result);
      if (result.state === 'failed') process.exitCode = 1;
      else if (result.rows.rejected + result.rows.held > 0) process.exitCode = 3;
    });
}

async function waitFor(first: ImportView, look: () => Promise<ImportView>): Promise<ImportView> {
  let now = first;
  const startedAt = Date.now();
  let lastLine = 0;
  while (now.state === 'queued' || now.state === 'running') {
    if (Date.now() - lastLine > 2000) {
      const seconds = (Date.now() - startedAt) / 1000;
      const rate = now.rows.done / Math.max(seconds, 0.001);
      const left = now.rows.done > 0 ? `, about ${Math.ceil((now.rows.total - now.rows.done) / rate)} s left` : '';
      progress(
        `${now.state}: ${now.rows.done} of ${now.rows.total} rows${left}${seconds > 10 && now.rows.done === 0 ? ' (is a worker running?)' : ''}`,
      );
      lastLine = Date.now();
    }
    await setTimeout(250);
    now = await look();
  }
  return now;
}

function printResult({ id, state, rows }: ImportView): void {
  console.log(`Import ${id}: ${state}`);
  console.log(
    `${rows.total} rows = ${rows.created} created + ${rows.unchanged} unchanged + ${rows.held} held + ${rows.rejected} rejected` +
      (rows.done < rows.total ? ` + ${rows.total - rows.done} still to do` : ''),
  );
  if (rows.with_warnings > 0)
    console.log(`${rows.with_warnings} created rows hold a value that was kept but not understood.`);
  if (rows.rejected + rows.held + rows.with_warnings > 0) console.log(`Each of them: GET /v1/imports/${id}/rows`);
}
