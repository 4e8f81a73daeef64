import type { FileMark, GivenPerson } from '../given-person.js';

/**
 * JSON Lines: a line that says whose file it is, a line for each person (SharedPerson), and a last one with their number, without which the file is not
 * whole. Described in docs/exports.md.
 */
export async function* jsonLinesOf(mark: FileMark, persons: AsyncIterable<GivenPerson>): AsyncGenerator<string> {
  yield line({
    type: 'export',
    export_id: mark.exportId,
    exported_for: mark.exportedFor,
    made_at: mark.madeAt,
    expires: mark.expires,
  });
  let records = 0;
  for await (const { recordId, sourceDate, expires, person } of persons) {
    records++;
    yield line({ type: 'person', record_id: recordId, changed_at: sourceDate, expires, ...person });
  }
  yield line({ type: 'end', records });
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
