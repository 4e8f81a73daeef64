import { describe, expect, it } from '@jest/globals';
import {
  builtInModelFile,
  compareRecords,
  type MatchRecord,
  type ModelFile,
  modelOfSizeClass,
  parseDate,
  readEstimatedModel,
  writeModel,
} from '../matching/index.js';
import { comparePastDecisions, type DecidedPair, type PastDecisions } from './past-decisions.js';

const size = 20_000;
const place = { birth: null, home: null, taken: null, held: null };
const noPlaces: MatchRecord['places'] = place;

const fathers = ['سامر', 'جورج', 'فراس', 'مروان', 'نزار', 'وسيم', 'هيثم', 'ياسر', 'زياد', 'بسام', 'عدنان', 'غسان'];

const person = (number: number, changes: Partial<MatchRecord> = {}): MatchRecord => ({
  names: [{ raw: `خالد ${fathers[number % fathers.length]} أثرتست` }],
  motherName: null,
  sex: 'male',
  birth: parseDate('1985'),
  event: parseDate('12/3/2013', { order: 'dmy' }),
  places: noPlaces,
  identifiers: [],
  ...changes,
});

/** Each report with a record of the same man and one of somebody five years younger. */
function scene(count: number, reportOf: (number: number) => MatchRecord = person): PastDecisions {
  const records = new Map<string, MatchRecord>();
  const decided: DecidedPair[] = [];
  const beside = new Map<string, string[]>();
  for (let number = 0; number < count; number++) {
    records.set(`report ${number}`, reportOf(number));
    records.set(`same ${number}`, person(number, { birth: parseDate('17/3/1985', { order: 'dmy' }) }));
    records.set(`other ${number}`, person(number, { birth: parseDate('1990') }));
    const pair = { reportId: `report ${number}`, band: 'strong' as const };
    decided.push({ ...pair, recordId: `same ${number}`, same: true, reasons: [] });
    decided.push({ ...pair, recordId: `other ${number}`, same: false, reasons: ['age', 'insufficient'] });
    beside.set(`report ${number}`, [`same ${number}`, `other ${number}`]);
  }
  return { decided, records, beside, bands: [{ band: 'strong', stored: count * 4, decided: count * 2 }] };
}

const changed = (change: (file: ModelFile) => Partial<ModelFile>): ModelFile =>
  readEstimatedModel(writeModel({ ...builtInModelFile, ...change(builtInModelFile), version: '2026-12-01' }));
const models = (after: ModelFile) => ({
  before: modelOfSizeClass(size),
  after: modelOfSizeClass(size, after),
});

describe('what another model would change on past decisions', () => {
  it('is nothing with the same numbers', async () => {
    const dryRun = await comparePastDecisions(scene(6), models(changed(() => ({}))));
    expect(dryRun).toMatchObject({
      pairs: { confirmed: 6, rejected: 6, not_compared: 0 },
      confirmed_below_suggested: 0,
      rejected_risen: 0,
      ranks: { reports: 6, recall_at_1: { before: 1, after: 1 } },
    });
    for (const { falls, rises, mean_bits: mean } of dryRun.by_answer) {
      expect([falls, rises]).toEqual([0, 0]);
      expect(mean!.after).toBe(mean!.before);
    }
    expect(dryRun.calibration_error.after).toBe(dryRun.calibration_error.before);
  });

  it('tells how many confirmed pairs a stricter one would no longer suggest, and its mean weights, as they are scored', async () => {
    const past = scene(6);
    const bar = { strong: 0.999999, worth_a_look: 0.99999, weak: 0.9999 };
    const dryRun = await comparePastDecisions(past, models(changed(() => ({ suggestAtProbability: bar }))));
    expect(dryRun.confirmed_below_suggested).toBe(6);
    const weights = past.decided
      .filter(({ same }) => same)
      .map(({ reportId, recordId }) => compareRecords(past.records.get(reportId)!, past.records.get(recordId)!))
      .map(({ matchWeight }) => matchWeight);
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    const [confirmed] = dryRun.by_answer;
    expect(confirmed).toMatchObject({ answer: 'confirmed', pairs: 6, falls: 6, rises: 0 });
    expect(confirmed!.mean_bits!.before).toBeCloseTo(mean, 2);
    expect(confirmed!.moves.map(({ to, pairs }) => [to, pairs])).toEqual([[null, 6]]);
  });

  it('counts a rejected pair for each of its reasons, and tells those that would rise', async () => {
    const bar = { strong: 0.5, worth_a_look: 0.3, weak: 0.02 };
    const past = scene(6);
    const before = await comparePastDecisions(past, models(changed(() => ({}))));
    const after = await comparePastDecisions(past, models(changed(() => ({ suggestAtProbability: bar }))));
    expect(before.by_answer.map(({ answer }) => answer)).toEqual(['confirmed', 'age', 'insufficient']);
    expect(before.by_answer[1]!.moves).toEqual([{ from: 'worth_a_look', to: 'worth_a_look', pairs: 6 }]);
    expect(after.by_answer[1]!.moves).toEqual([{ from: 'worth_a_look', to: 'strong', pairs: 6 }]);
    expect(before.rejected_risen).toBe(0);
    expect(after.rejected_risen).toBe(6);
  });

  it('R22: of few pairs it tells no number, and says what cannot be known', async () => {
    const dryRun = await comparePastDecisions(
      { ...scene(3), bands: [{ band: 'strong', stored: 12, decided: 3 }] },
      models(changed(() => ({}))),
    );
    expect(dryRun.pairs).toEqual({ confirmed: '<5', rejected: '<5', not_compared: 0 });
    expect(dryRun.by_answer.map(({ mean_bits }) => mean_bits)).toEqual([null, null, null]);
    expect(dryRun.ranks.recall_at_1).toBeNull();
    expect(dryRun.calibration_error.weighted).toBeNull();
    expect(dryRun.reviewed_share).toEqual([{ band: 'strong', share: null }]);
    expect(dryRun.not_possible).toEqual(['pairs_never_shown', 'few_confirmed', 'few_rejected', 'few_in_a_band']);
  });

  it('shows shifts for women, minors and records in Latin letters apart', async () => {
    const past = scene(6, (number) => person(number, { sex: 'female', birth: parseDate('2000') }));
    const groups = (await comparePastDecisions(past, models(changed(() => ({}))))).groups;
    expect(groups).toEqual([
      { group: 'women', pairs: 12, shift_bits: 0, falls: 0 },
      { group: 'minors', pairs: 12, shift_bits: 0, falls: 0 },
      { group: 'latin_only', pairs: 0, shift_bits: null, falls: 0 },
    ]);
  });

  it('leaves out what may not be compared any more, and says how much that is', async () => {
    const past = scene(6);
    const without = new Map([...past.records].filter(([id]) => !id.startsWith('other')));
    const dryRun = await comparePastDecisions({ ...past, records: without }, models(changed(() => ({}))));
    expect(dryRun.pairs).toEqual({ confirmed: 6, rejected: 0, not_compared: 6 });
  });
});
