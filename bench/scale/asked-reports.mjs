// The reports that are asked about: compiled once, with their keys, their plain columns and the rows that are the same person.
import { blockingKeys, compileRecord } from '../../dist/matching/index.js';
import { plainColumnNames, plainColumns } from './plain-columns.mjs';
import { eachLine } from './population.mjs';

/** All reports of the population, in its order. */
export function readReports(population) {
  const reports = [];
  eachLine(population, 'reports', (line, at) => {
    const features = JSON.parse(line);
    const compiled = compileRecord(features);
    const cells = plainColumns(compiled).split('\t');
    reports.push({
      at,
      features,
      compiled,
      keys: blockingKeys(compiled, 'report'),
      plain: Object.fromEntries(plainColumnNames.map((name, column) => [name, cells[column]])),
      truth: population.truth[at],
    });
  });
  return reports;
}

/** At most `count` of those whose person is on a list, evenly over all. */
export function someOf(reports, count) {
  const found = reports.filter(({ truth }) => truth.length > 0);
  const step = Math.max(1, found.length / count);
  return Array.from({ length: Math.min(count, found.length) }, (_, at) => found[Math.floor(at * step)]);
}
