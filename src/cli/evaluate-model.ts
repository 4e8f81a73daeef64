import { compilePopulation, evaluatePopulation, formatRecordEvaluation } from '../evaluation/index.js';
import { compileModel } from '../matching/index.js';
import type { EvaluateOptions } from './model.js';
import { invent, modelFile } from './model-files.js';
import { printJson } from './output.js';

export function evaluate(options: EvaluateOptions): void {
  const file = modelFile(options.model);
  const startedAt = Date.now();
  const evaluation = evaluatePopulation(compilePopulation(invent(options.seed, options)), compileModel(file));
  const seconds = Math.round((Date.now() - startedAt) / 100) / 10;
  const { model: _, json, ...population } = options;
  if (json) {
    printJson({ ...evaluation, population, model: { version: file.version, hash: file.hash }, seconds });
    return;
  }
  console.log(`Seed ${options.seed}, noise ${options.noise}; model ${file.version} (${file.estimated.command})`);
  console.log(formatRecordEvaluation(evaluation));
  console.log(`${seconds} s in one process`);
}
