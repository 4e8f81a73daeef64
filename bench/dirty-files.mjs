// Writes the invented dirty lists into a directory. Run: npm run dirty-files -- <directory> [<file name> …]
// Beside each file stands <file name>.ledger.json: what is in which row, and what was done to it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dirtyFile, dirtyLists } from '../dist/demonstration/dirty/index.js';

const [directory, ...wanted] = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in dirtyLists));
if (directory === undefined || unknown.length > 0) {
  process.stderr.write(`npm run dirty-files -- <directory> [${Object.keys(dirtyLists).join(' | ')}]\n`);
  process.exit(2);
}
mkdirSync(directory, { recursive: true });
for (const name of wanted.length > 0 ? wanted : Object.keys(dirtyLists)) {
  const { bytes, ...ledger } = await dirtyFile(dirtyLists[name]);
  writeFileSync(join(directory, name), bytes);
  writeFileSync(join(directory, `${name}.ledger.json`), `${JSON.stringify(ledger, null, 1)}\n`);
  process.stderr.write(`${join(directory, name)}: ${ledger.rows.length} rows, ${bytes.length} bytes\n`);
}
