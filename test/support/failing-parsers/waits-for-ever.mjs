// A process that waits for rows and gives the id of its parser; the file never ends.
import { rowsInChild } from '../../../dist/partner-files/parse-in-child.js';

async function* file() {
  for (;;) yield Buffer.from('a,b\n'.repeat(10_000));
}
for await (const reading of rowsInChild(file(), { format: 'csv' })) {
  if (reading.kind === 'columns') process.stdout.write('reading\n');
}
