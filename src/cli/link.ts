import type { Command } from 'commander';
import { Option } from 'commander';
import type { LinkFilesOptions } from './link-files.js';
import { numberBetween, wholeNumber } from './whole-number.js';

export function addLinkCommand(program: Command): void {
  linkageOptions(
    program
      .command('link')
      .description(
        'compare a file of reports with a file of records, without a database: the likeliest pairs, for people to review',
      )
      .requiredOption('--reports <file>', 'CSV of disappearance reports')
      .requiredOption('--records <file>', 'CSV of detention records')
      .requiredOption(
        '--out <file>',
        'where the pairs go (CSV); replaced if it exists, and only when everything is done',
      )
      .option('--explain', 'add a column "explanation": one JSON object a pair, whose lines add up to the match weight')
      .addOption(new Option('--language <language>', 'of explanations').choices(['en', 'ar']).default('en')),
  )
    .option('--json', 'print one JSON object at the end')
    .addHelpText(
      'after',
      `
Input: CSV in UTF-8; comma, semicolon or tab. The first row names the columns, in any order, any of them absent or empty:
  id, full_name, given_name, father_name, grandfather_name, family_name, mother_name, sex, birth_date,
  birth_precision (day|month|year|circa), event_date, event_precision, governorate, district, facility
Names, places and dates as they are written, in Arabic or Latin script; full_name or the parts.
Output: report_id, record_id, match_weight (bits), probability, band (strong, worth_a_look, weak or empty), rank.
Exit code 3: done, but some rows hold nothing that can be compared, or share an id.

  athar link --reports reports.csv --records records.csv --out pairs.csv --explain --top 10 --warnings warnings.csv

Pairs are suggestions for people to review, never decisions. More in docs/linkage.md.`,
    )
    .action(async (options: LinkFilesOptions & { json?: boolean }) => {
      const { linkFiles } = await import('./link-files.js');
      await linkFiles(options);
    });
}

/** Options of every command that compares two files. */
export function linkageOptions(command: Command): Command {
  return command
    .option('--top <number>', 'records listed for each report, also below every band', wholeNumber(1, 10_000), 50)
    .addOption(
      new Option(
        '--search <how>',
        'exact: look at every pair; indexed: at those that share keys; auto: exact while it takes some minutes',
      )
        .choices(['exact', 'indexed', 'auto'])
        .default('auto'),
    )
    .option('--threads <number>', 'threads (default: one for each core)', wholeNumber(1, 256))
    .option(
      '--warnings <file>',
      'write what was not understood there: file, row, column, code and value (personal data)',
    )
    .option('--model <file>', 'another model file than the one in use')
    .option(
      '--expected <number>',
      'true records that a report has on average (default: as the model found)',
      numberBetween(1e-6, 1000),
    );
}
