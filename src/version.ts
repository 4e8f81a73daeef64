import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './database/project-root.js';

/** Of this program, as package.json has it. */
export const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
