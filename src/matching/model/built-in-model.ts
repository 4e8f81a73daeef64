import { readFileSync } from 'node:fs';
import { compileModel } from './compile-model.js';
import { readModel } from './read-model.js';

/**
 * The model that comes with the program, in use until two people put another one in use (docs/models.md). A newer one is named here, with a raised
 * `matcherVersion`: what was put in use under an older matcher no longer counts then.
 */
const comesWithTheProgram = 'model-2026-11-22.json';

export const builtInModelFile = readModel(readFileSync(new URL(comesWithTheProgram, import.meta.url), 'utf8'));
export const builtInModel = compileModel(builtInModelFile);
