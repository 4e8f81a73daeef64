import { describe, expect, it } from '@jest/globals';
import { generatePopulation } from '../demonstration/index.js';
import { evaluatePopulation, formatRecordEvaluation } from './figures.js';
import { compilePopulation } from './score-population.js';

const size = { seed: 5, reports: 60, records: 600 };
const evaluation = evaluatePopulation(compilePopulation(generatePopulation(size)));

describe('scoring an invented population in one process', () => {
  it('finds nearly everybody, and splits reports by whether relatives are in the records', () => {
    const { all, with_relatives: related, without_relatives: alone } = evaluation;
    expect(all.reports).toBe(60);
    expect(related.reports + alone.reports).toBe(60);
    expect(related.reports).toBeGreaterThan(0);
    expect(related.candidates + alone.candidates).toBe(all.candidates);
    expect(all.recall_at_10).toBeGreaterThan(0.9);
    expect(all.blocking_recall).toBeGreaterThan(0.9);
  });

  it('gives the same figures again', () => {
    expect(evaluatePopulation(compilePopulation(generatePopulation(size)))).toEqual(evaluation);
  });

  it('leaves out a record that an import would hold because its name names nobody, and counts its true pairs as missed', () => {
    const population = generatePopulation(size);
    const recordKey = population.truth[0]!.recordKey;
    const records = population.records.map((record) =>
      record.id === recordKey ? { id: record.id, source: record.source, full_name: 'Man' } : record,
    );
    const compiled = compilePopulation({ ...population, records });
    expect(compiled.records.map(({ key }) => key)).toEqual(
      records.map(({ id }) => id).filter((id) => id !== recordKey),
    );
    const { all } = evaluatePopulation(compiled);
    expect(all.true_pairs).toBe(evaluation.all.true_pairs);
    expect(all.blocking_recall).toBeLessThan(evaluation.all.blocking_recall!);
  });

  it('is printed with a column for each group', () => {
    const text = formatRecordEvaluation(evaluation);
    expect(text.split('\n')[0]).toMatch(/all\s+with relatives\s+without/);
    expect(text).not.toContain('undefined');
  });

  it('finds true pairs worse the more noise there is', () => {
    const quiet = evaluatePopulation(compilePopulation(generatePopulation({ ...size, noise: 0 })));
    const loud = evaluatePopulation(compilePopulation(generatePopulation({ ...size, noise: 3 })));
    const strong = (one: typeof quiet) => one.all.true_suggestions_by_band.strong / one.all.true_pairs;
    expect(strong(quiet)).toBeGreaterThan(strong(loud));
  });
});
