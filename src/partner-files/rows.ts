import { WorkbookBytes } from './file-kind.js';
import { FileProblem } from './file-problem.js';
import { readCsv } from './read-csv.js';
import { readJsonLines } from './read-json-lines.js';
import { readPfif } from './read-pfif.js';
import { readSheet } from './read-xlsx.js';
import type { FileBytes, Reading, ReadingOptions } from './reading.js';

/**
 * All rows of a file, one after the other, as the options say; `inspect` gives them. First the columns, last the counts.
 * Memory is bounded by the longest row (a workbook: by its packed size and the texts that its cells share), never by the number of rows.
 * For files of strangers use `parseInChild`, which does the same in a process of its own.
 * @throws FileProblem
 */
export async function* rows(file: FileBytes, options: ReadingOptions): AsyncGenerator<Reading> {
  switch (options.format) {
    case 'csv':
      return yield* readCsv(notEmpty(file), options);
    case 'jsonl':
      return yield* readJsonLines(notEmpty(file), options);
    case 'pfif':
      return yield* readPfif(notEmpty(file), options);
    case 'xlsx': {
      const bytes = new WorkbookBytes();
      for await (const chunk of file) bytes.add(chunk);
      return yield* readSheet(await bytes.open(), options);
    }
  }
}

async function* notEmpty(file: FileBytes): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of file) {
    size += chunk.length;
    yield chunk;
  }
  if (size === 0) throw new FileProblem('file.empty');
}
