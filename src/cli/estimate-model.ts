import { writeFileSync } from 'node:fs';
import { Acting } from '../access/acting.js';
import { Audit } from '../audit/audit.js';
import { calibrateOnPopulations, compilePopulation, estimateFromPopulation } from '../evaluation/index.js';
import {
  calibrate,
  compareRecords,
  compileModel,
  compileRecord,
  type Estimate,
  estimateModel,
  type JudgedPair,
  type Known,
  type ModelFile,
  readModel,
  writeModel,
} from '../matching/index.js';
import { comparePastDecisions, type PastDecisions } from '../models/past-decisions.js';
import { readPastDecisions } from '../models/read-decisions.js';
import { reviewShares } from '../models/review-shares.js';
import { type Measure, modelOf, readMeasure } from '../snapshot/measure.js';
import { type ReviewedRecords, readReviewedRecords } from '../suggestions/reviewed-pairs.js';
import { dryRunInWords } from './dry-run-words.js';
import type { EstimateOptions } from './model.js';
import { invent, modelFile } from './model-files.js';
import { FailureError, printJson, progress, UsageError } from './output.js';
import { asStaff } from './staff-context.js';

/** Rounds of expectation maximisation over unreviewed pairs; the third digit no longer moves after about ten. */
const rounds = 15;
/** Reviewed pairs of each answer from which the calibration follows them. */
const enoughToCalibrate = 100;

export async function estimate(options: EstimateOptions): Promise<void> {
  const version = options.modelVersion ?? new Date().toISOString().slice(0, 10);
  if (!/^\d{4}-\d\d-\d\d[a-z]?$/.test(version))
    throw new UsageError('A model version is a date, YYYY-MM-DD, perhaps with a letter.');
  const { previous, made, read } =
    options.population === undefined
      ? await fromDatabase(options)
      : fromPopulation(options, options.population, modelFile(options.from));
  const text = writeModel({ ...previous, ...made, version });
  const next = readModel(text);
  const past = read && (await comparePastDecisions(read.past, modelsOf(read.measure, next)));
  if (options.write) {
    writeFileSync(options.write, text, { flag: 'wx' });
    progress(
      `Written to ${options.write}. Nothing else changed: "athar model propose" puts it before a second person.`,
    );
  }
  if (options.json) printJson({ model: next, past_decisions: past });
  else console.log([...sideBySide(previous, next), ...(past ? ['', ...dryRunInWords(past)] : [])].join('\n'));
}

/** What was read beside the records: what the pairs are scored with now, and what people decided of them. */
interface ReadFromDatabase {
  measure: Measure;
  past: PastDecisions;
}

interface Estimated {
  previous: ModelFile;
  made: Made;
  read: ReadFromDatabase | null;
}

const modelsOf = (measure: Measure, next: ModelFile) => ({
  before: modelOf(measure),
  after: modelOf({ ...measure, model: next }),
});

type Made = Pick<ModelFile, 'estimated' | 'shares' | 'levels' | 'averageFrequency' | 'calibration'>;

function fromPopulation(options: EstimateOptions, seed: number, previous: ModelFile): Estimated {
  progress(`Inventing people of seed ${seed} and comparing them.`);
  const population = compilePopulation(invent(seed, options));
  const found = estimateFromPopulation(population, previous, {
    reviewed: options.reviewed ?? false,
    priorStrength: options.priorStrength,
    rounds,
  });
  const estimated = {
    on: today(),
    command: commandOf(options, previous.version),
    seed,
    data: `invented population, noise ${options.noise}${options.reviewed ? ', every candidate pair reviewed' : ', nothing reviewed'}`,
    reports: options.reports,
    records: options.records,
    ...countsOf(found),
  };
  const made = { ...previous, ...parameters(found), estimated };
  const others = [
    { seed: seed + 1, noise: options.noise * 0.75 },
    { seed: seed + 2, noise: Math.min(3, options.noise * 1.25) },
  ];
  progress('Calibrating on other people.');
  const knots = calibrateOnPopulations(
    others.map((other) => () => compilePopulation(invent(other.seed, options, other.noise))),
    made,
  );
  const data = `invented populations: ${others.map((other) => `seed ${other.seed} with noise ${other.noise}`).join(', ')}`;
  return { previous, made: { ...made, calibration: knots ? { data, knots } : previous.calibration }, read: null };
}

async function fromDatabase(options: EstimateOptions): Promise<Estimated> {
  const { reports, records, decided, ...read } = await asStaff(options, (app, actor) =>
    app.get(Acting).as(actor, async (manager) => {
      const measure = await readMeasure(manager);
      const past = await readPastDecisions(manager);
      const reviewed = await readReviewedRecords(manager);
      await app.get(Audit).record(manager, actor, { action: 'model.estimated', subjectKind: 'model' });
      return { ...reviewed, measure, past };
    }),
  );
  const previous = options.from === undefined ? read.measure.model : modelFile(options.from);
  if (reports.length === 0 || records.length === 0)
    throw new FailureError(
      'There is nothing to estimate from: this account reaches no reports, or no records, that were compared.',
    );
  const compile = ({ features }: ReviewedRecords['reports'][number]) => compileRecord(features);
  const compiled = { reports: reports.map(compile), records: records.map(compile) };
  const known = (report: number, record: number): Known =>
    decided.get(`${reports[report]!.id} ${records[record]!.id}`) ?? null;
  const found = estimateModel({ ...compiled, previous, known, priorStrength: options.priorStrength, rounds });
  const estimated = {
    on: today(),
    command: commandOf(options, previous.version),
    seed: null,
    data: 'records of one organisation, with what people decided',
    reports: reports.length,
    records: records.length,
    ...countsOf(found),
  };
  const made = { ...previous, ...parameters(found), estimated };
  const calibration = recalibrated(made, { reports, records, decided }, compiled, read.past);
  return { previous, made: { ...made, calibration }, read };
}

/**
 * Reviewed pairs are those that somebody thought worth a look: with too few of them the old line is better. Each counts for as many as are stored in its band for one that
 * was reviewed, as far as that is known.
 */
function recalibrated(
  made: ModelFile,
  { reports, records, decided }: ReviewedRecords,
  compiled: Record<'reports' | 'records', ReturnType<typeof compileRecord>[]>,
  past: PastDecisions,
): ModelFile['calibration'] {
  const model = compileModel(made);
  const reportAt = new Map(reports.map(({ id }, at) => [id, at]));
  const recordAt = new Map(records.map(({ id }, at) => [id, at]));
  const { counts } = reviewShares(past.bands);
  const bandOfPair = new Map(past.decided.map(({ reportId, recordId, band }) => [`${reportId} ${recordId}`, band]));
  const judged: JudgedPair[] = [];
  for (const [pair, answer] of decided) {
    const [report, record] = pair.split(' ');
    const a = compiled.reports[reportAt.get(report!) ?? -1];
    const b = compiled.records[recordAt.get(record!) ?? -1];
    const count = counts?.get(bandOfPair.get(pair) ?? null) ?? 1;
    if (a && b) judged.push({ weight: compareRecords(a, b, model).matchWeight, same: answer === 'same', count });
  }
  const same = judged.filter((pair) => pair.same).length;
  const knots = Math.min(same, judged.length - same) >= enoughToCalibrate ? calibrate(judged) : null;
  return knots ? { data: `${judged.length} reviewed pairs`, knots } : made.calibration;
}

const parameters = ({ shares, levels, averageFrequency }: Estimate) => ({ shares, levels, averageFrequency });
const countsOf = ({ reviewedPairs, unlabelledPairs }: Estimate) => ({ reviewedPairs, unlabelledPairs });
const today = (): string => new Date().toISOString().slice(0, 10);

function commandOf(options: EstimateOptions, fromVersion: string): string {
  const { population, reviewed, reports, records, noise, siblings, cousins, siblingsTogether, cousinsTogether } =
    options;
  const words = ['athar model estimate'];
  if (population !== undefined) {
    words.push(
      `--population ${population}${reviewed ? ' --reviewed' : ''} --reports ${reports} --records ${records} --noise ${noise}`,
    );
    words.push(
      `--siblings ${siblings} --cousins ${cousins} --siblings-together ${siblingsTogether} --cousins-together ${cousinsTogether}`,
    );
  }
  words.push(`--prior-strength ${options.priorStrength}`);
  if (options.from) words.push(`--from model-${fromVersion}.json`);
  return words.join(' ');
}

/** Every level whose weight is known, old and new, for one person against strangers. */
function sideBySide(previous: ModelFile, next: ModelFile): string[] {
  const [before, after] = [compileModel(previous), compileModel(next)];
  const line = (label: string, old: number, now: number): string =>
    `${label.padEnd(52)}${old.toFixed(2).padStart(9)}${now.toFixed(2).padStart(9)}${(now - old).toFixed(2).padStart(9)}`;
  const lines = [
    `${'bits for one person'.padEnd(52)}${previous.version.padStart(11)} ${next.version.padStart(11)}   change`,
    line('starting point', before.priorWeight, after.priorWeight),
  ];
  for (const [comparison, settings] of Object.entries(after.same)) {
    for (const [setting, levels] of Object.entries(settings)) {
      for (const [level, weight] of Object.entries(levels)) {
        const old = before.same[comparison as keyof typeof before.same][setting]![level]!;
        lines.push(line([comparison, ...(setting === 'any' ? [] : [setting]), level].join(' '), old, weight));
      }
    }
  }
  for (const [band, weight] of Object.entries(after.suggestAtMatchWeight))
    lines.push(
      line(
        `lowest weight of ${band}`,
        before.suggestAtMatchWeight[band as keyof typeof before.suggestAtMatchWeight],
        weight,
      ),
    );
  return lines;
}
