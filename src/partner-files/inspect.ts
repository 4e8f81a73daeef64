import { ByteSurvey } from './byte-survey.js';
import { isArchive, isCompoundFile, WorkbookBytes } from './file-kind.js';
import { FileProblem } from './file-problem.js';
import { inspectText } from './inspect-text.js';
import { inspectWorkbook } from './inspect-workbook.js';
import type { Choices, Inspection } from './inspection.js';
import { limits } from './limits.js';
import type { FileBytes } from './reading.js';

/**
 * Guesses how a file is to be read and shows its first rows. The whole file is gone through once: its encoding, the size of its sheets and
 * where its broken bytes are cannot be told from the beginning alone.
 * @param choices what a person chose instead of a guess
 * @throws FileProblem if it is no list, or one that cannot be read
 */
export async function inspect(file: FileBytes, choices: Choices = {}): Promise<Inspection> {
  const survey = new ByteSurvey();
  const head: Buffer[] = [];
  let held = 0;
  let workbook: WorkbookBytes | null = null;
  let begun = false;
  let bytes = 0;
  for await (const chunk of file) {
    bytes += chunk.length;
    if (workbook) {
      workbook.add(chunk);
      continue;
    }
    if (held < limits.sampleBytes) {
      const piece = Buffer.from(chunk.subarray(0, limits.sampleBytes - held));
      head.push(piece);
      held += piece.length;
    }
    // Eight bytes tell a workbook; they may come one by one.
    if (!begun && bytes >= 8) {
      begun = true;
      const start = Buffer.concat(head);
      if (choices.format === 'xlsx' || (choices.format === undefined && (isArchive(start) || isCompoundFile(start)))) {
        workbook = new WorkbookBytes();
        workbook.add(start);
        workbook.add(chunk.subarray(chunk.length - (bytes - held)));
        continue;
      }
    }
    survey.add(chunk);
  }
  if (bytes === 0) throw new FileProblem('file.empty');
  if (workbook) return { ...(await inspectWorkbook(await workbook.open(), choices)), bytes };
  survey.end();
  return inspectText(Buffer.concat(head), survey, choices);
}
