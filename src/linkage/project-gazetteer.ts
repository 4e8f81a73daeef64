import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../database/project-root.js';
import { createGazetteer, type Gazetteer, parseGazetteerRows } from '../matching/index.js';
import { remembering } from '../places/remembering-gazetteer.js';

/** The gazetteer from the project's own tables, for work without a database. */
export function projectGazetteer(): Gazetteer {
  const text = (file: string): string => readFileSync(join(projectRoot, 'data', 'gazetteer', file), 'utf8');
  const rows = parseGazetteerRows({
    admin: text('admin.tsv'),
    communities: text('communities.tsv'),
    neighbourhoods: text('neighbourhoods.damascus.tsv'),
    facilities: text('facilities.tsv'),
    otherNames: text('other-names.tsv'),
  });
  return remembering(createGazetteer(rows));
}
