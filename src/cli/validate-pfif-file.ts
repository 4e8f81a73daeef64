import { createReadStream } from 'node:fs';
import { type Finding, type PfifSummary, validatePfif } from '../pfif/index.js';
import { printJson, progress, UsageError } from './output.js';
import type { ValidatePfifOptions } from './pfif.js';

export async function validatePfifFile(
  file: string,
  { at = new Date(), list, json }: ValidatePfifOptions,
): Promise<void> {
  const findings: Finding[] = [];
  let summary: PfifSummary | null = null;
  try {
    for await (const one of validatePfif(createReadStream(file), at)) {
      if (one.kind === 'end') summary = one;
      else if (findings.length < list) {
        findings.push(one);
        if (!json) console.log(lineOf(one));
      }
    }
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw new UsageError(`${file} is not a file that can be read (${code}).`);
  }
  const { kind: _end, ...counts } = summary!;
  if (json)
    printJson({ valid: counts.found.error === 0, ...counts, findings: findings.map(({ kind: _f, ...one }) => one) });
  else printSummary(counts, findings.length);
  if (counts.found.error > 0) process.exitCode = 1;
}

function lineOf({ line, column, severity, record, message, code }: Finding): string {
  return `${line}:${column} ${severity}${record === undefined ? '' : `, record ${record}`}: ${message} (${code})`;
}

function printSummary({ version, persons, notes, found, complete }: Omit<PfifSummary, 'kind'>, listed: number): void {
  const { error, warning, notice } = found;
  if (listed < error + warning + notice) progress(`Only the first ${listed} findings are listed.`);
  const what = version === null ? 'no PFIF' : `PFIF ${version}: ${persons} persons, ${notes} notes`;
  console.log(
    `${what}; ${error} errors, ${warning} warnings, ${notice} notices${complete ? '' : '; not read to the end'}`,
  );
}
