import { type FileBytes, FileProblem, XmlPieces } from '../partner-files/index.js';
import { FileChecks } from './file-checks.js';
import { type Finding, found } from './finding.js';
import type { Severity } from './finding-codes.js';
import { limits } from './limits.js';
import { Ended, utf8Pieces } from './utf8-pieces.js';

/** Comes last. */
export interface PfifSummary {
  kind: 'end';
  /** "1.1" to "1.4"; null: nothing of PFIF was found. */
  version: string | null;
  persons: number;
  notes: number;
  found: Record<Severity, number>;
  /** The file was read to its end. */
  complete: boolean;
}

/**
 * Checks a file of PFIF 1.1 to 1.4, also within Atom, while it is read: memory grows with the ids of the records, not with what they hold. Never
 * throws for what a file holds. A DOCTYPE, bytes that are not UTF-8 and XML that is not well-formed end the reading with an error.
 * @param now what "expired" is measured by
 * @param mostRecords persons and notes after which reading ends: their ids are held in memory
 */
export async function* validatePfif(
  file: FileBytes,
  now: Date,
  mostRecords: number = limits.records,
): AsyncGenerator<Finding | PfifSummary> {
  const counts: Record<Severity, number> = { error: 0, warning: 0, notice: 0 };
  const checks: FileChecks = new FileChecks(now, () => ({ line: xml.line, column: xml.column }));
  const xml = new XmlPieces(checks, true);
  const fetched = function* (): Generator<Finding> {
    for (const finding of checks.findings.splice(0)) {
      counts[finding.severity]++;
      yield finding;
    }
  };
  let complete = false;
  try {
    for await (const { text, declaresOther } of utf8Pieces(file)) {
      if (declaresOther) checks.findings.push(found('file.declares_encoding', { line: 1, column: 1 }));
      xml.write(text);
      yield* fetched();
      if (checks.records > mostRecords) throw new Ended('file.too_many_records', { limit: mostRecords });
    }
    xml.close();
    checks.end();
    complete = true;
  } catch (problem) {
    checks.findings.push(findingOf(problem, xml));
  }
  yield* fetched();
  const { version, counts: records } = checks;
  yield {
    kind: 'end',
    version: version?.name ?? null,
    persons: records.person,
    notes: records.note,
    found: counts,
    complete,
  };
}

/** @throws what is no fault of the file */
function findingOf(problem: unknown, { line, column }: XmlPieces): Finding {
  if (problem instanceof Ended) return found(problem.code, { line, column }, undefined, problem.facts);
  if (!(problem instanceof FileProblem)) throw problem;
  const { code, sentence: message, facts } = problem;
  // What is said of the file as a whole is found somewhere in its beginning.
  const place = facts.line === undefined ? { line: 1, column: 1 } : { line, column };
  return { kind: 'finding', severity: 'error', code, ...place, message };
}
