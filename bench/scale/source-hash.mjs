import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../', import.meta.url));

/** Twelve hexadecimal digits over the files of these folders (and single files) of the project; tests do not count. */
export function sourceHash(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const full = join(project, path);
    const files = statSync(full).isDirectory()
      ? readdirSync(full, { recursive: true })
          .map((file) => join(full, file))
          .filter((file) => statSync(file).isFile() && !file.endsWith('.spec.ts'))
          .sort()
      : [full];
    for (const file of files) hash.update(file.slice(project.length)).update(readFileSync(file));
  }
  return hash.digest('hex').slice(0, 12);
}
