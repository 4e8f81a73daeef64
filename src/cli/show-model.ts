import { compileModel, hypotheses, type ModelFile } from '../matching/index.js';
import { modelFile } from './model-files.js';
import { printJson } from './output.js';

export function showModel(options: { model?: string; json?: boolean }): void {
  const file = modelFile(options.model);
  if (options.json) printJson(file);
  else console.log([...about(file), '', ...levelTable(file)].join('\n'));
}

function about(file: ModelFile): string[] {
  const { estimated, shares } = file;
  const model = compileModel(file);
  const percent = (probability: number): string => `${(probability * 100).toFixed(probability < 0.1 ? 1 : 0)} %`;
  return [
    `Model ${file.version}, hash ${file.hash}`,
    `Estimated on ${estimated.on}: ${estimated.command}`,
    `  from ${estimated.data}: ${estimated.reports} reports, ${estimated.records} records, ${estimated.reviewedPairs} reviewed and ${estimated.unlabelledPairs} other pairs`,
    `  calibrated on ${file.calibration.data}`,
    `Before anything is compared: ${model.priorWeight} bits; of a million pairs ${(shares.same * 1e6).toFixed(1)} are one person, ${((shares.sibling + shares.cousin + shares.elder) * 1e6).toFixed(1)} close relatives`,
    'Bands, by match weight and calibrated probability:',
    ...Object.entries(file.suggestAtProbability).map(
      ([band, probability]) =>
        `  ${band.padEnd(14)} from ${model.suggestAtMatchWeight[band as keyof typeof model.suggestAtMatchWeight].toFixed(2).padStart(6)} bits, ${percent(probability)}`,
    ),
  ];
}

/** Every level with its weight for one person and for each kind of relative, and how often strangers reach it. */
export function levelTable(file: ModelFile): string[] {
  const model = compileModel(file);
  const columns = hypotheses.filter((hypothesis) => hypothesis !== 'unrelated');
  const lines = [
    `${'comparison, setting, level'.padEnd(52)}${columns.map((name) => name.padStart(9)).join('')}  strangers`,
  ];
  for (const [comparison, settings] of Object.entries(file.levels)) {
    for (const [setting, levels] of Object.entries(settings)) {
      for (const [level, shares] of Object.entries(levels)) {
        const name = [comparison, ...(setting === 'any' ? [] : [setting]), level].join(' ');
        const weights = columns.map((column) => {
          const of = column === 'same' ? model.same : model.relatives[column];
          return of[comparison as keyof typeof of][setting]![level]!.toFixed(2).padStart(9);
        });
        lines.push(`${name.padEnd(52)}${weights.join('')}  ${shares[hypotheses.indexOf('unrelated')]}`);
      }
    }
  }
  return lines;
}
