import { readFileSync } from 'node:fs';
import { compileModel } from './compile-model.js';
import { readModel } from './read-model.js';

/** The model in use. A new one is put in use by naming it here and raising `matcherVersion`. */
const inUse = 'model-2026-11-22.json';

export const currentModelFile = readModel(readFileSync(new URL(inUse, import.meta.url), 'utf8'));
export const currentModel = compileModel(currentModelFile);
