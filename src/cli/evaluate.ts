import type { Command } from 'commander';
import type { EvaluateFilesOptions } from './evaluate-files.js';
import { linkageOptions } from './link.js';

export function addEvaluateCommand(program: Command): void {
  linkageOptions(
    program
      .command('evaluate')
      .description('compare pairs with the truth: recall, precision, calibration, the worst group')
      .requiredOption(
        '--truth <file>',
        'CSV with report_id and record_id of what is one person; kind for others (sibling, cousin …)',
      )
      .option(
        '--pairs <file>',
        'pairs as "athar link" writes them (report_id, record_id, and match_weight, probability or rank)',
      )
      .option(
        '--reports <file>',
        'CSV of reports: without --pairs they are linked now; with --pairs they tell the groups',
      )
      .option('--records <file>', 'CSV of records'),
  )
    .option('--json', 'print one JSON object instead of the tables')
    .addHelpText(
      'after',
      `
Figures are about reports that have a true record; a true pair that is not listed counts as missed. What they mean: docs/linkage.md.

  athar demo population --reports 2000 --records 20000 --seed 7 --out population
  athar evaluate --truth population/truth.csv --reports population/reports.csv --records population/records.csv`,
    )
    .action(async (options: EvaluateFilesOptions) => {
      const { evaluateFiles } = await import('./evaluate-files.js');
      await evaluateFiles(options);
    });
}
