import { drawTakenPeople } from './custody.js';
import { FamilyMaker, type Person } from './families.js';
import { checkHabits, type PopulationHabits, usualHabits } from './habits.js';
import { loadNameStock } from './name-stock.js';
import { loadPlaces } from './places.js';
import { Random } from './random.js';
import { type DetentionColumn, loadSources, type SourceStyle } from './sources.js';
import { RecordWriter, type Sighting } from './write-record.js';
import { type ReportBody, ReportWriter } from './write-report.js';

/** `sibling`: of one father and mother; `cousin`: of two brothers; `elder`: father or father's brother on one side. */
export interface RelativePair extends ReportRecordPair {
  kind: 'sibling' | 'cousin' | 'elder';
}

/** A report as POST /v1/reports takes it (see `reportBody`), with its key and the mark of invented reports. */
export interface DemoReport extends ReportBody {
  key: string;
  reporter_reference: 'athartest';
}

/** One row of one invented document: the cells that are not blank, under the import's column names; `id` is its key. */
export type DemoRecord = Partial<Record<DetentionColumn, string>> & { id: string; source: string };

export interface ReportRecordPair {
  reportKey: string;
  recordKey: string;
}

export interface Population {
  reports: DemoReport[];
  records: DemoRecord[];
  /** Pairs that are one person. */
  truth: ReportRecordPair[];
  /** Pairs that are two people of one clan. */
  relatives: RelativePair[];
  /** How often each kind of noise was really applied, for checking the shares. Keys begin with `report_` or `record_`. */
  tally: Record<string, number>;
}

export interface PopulationSize extends Partial<PopulationHabits> {
  /** Any whole number; the same seed and size give byte-identical output. */
  seed: number;
  /** At least 1. */
  reports: number;
  /** At least four times `reports`, so that everybody found and their relatives have room. */
  records: number;
}

/**
 * Invents families, takes some of their people, and writes reports and detention records about them with the noise of
 * real lists. Nobody in it is real. The noise was written without looking at the matcher; see the README of this folder.
 * Throws RangeError when the size is not whole or too small, or a habit out of range.
 */
export function generatePopulation({ seed, reports, records, ...asked }: PopulationSize): Population {
  const habits = { ...usualHabits, ...asked };
  checkHabits(habits);
  if (![seed, reports, records].every(Number.isInteger)) throw new RangeError('Seed and sizes must be whole numbers.');
  if (reports < 1 || records < reports * 4) {
    throw new RangeError('The demonstration needs at least one report and four records for each report.');
  }
  const random = new Random(seed);
  const places = loadPlaces();
  const names = loadNameStock(places.communities.map((community) => community.arabic));
  const families = new FamilyMaker(names, places, random);
  const taken = drawTakenPeople({ reports, records }, families, places, random, habits);

  const tally: Record<string, number> = {};
  const count = (event: string): void => {
    tally[event] = (tally[event] ?? 0) + 1;
  };
  const reportWriter = new ReportWriter(places, random, count, habits.noise);
  const demoReports = random
    .shuffle(taken.filter(({ sought }) => sought))
    .map((subject, index) => ({ subject, report: keyedReport(reportWriter.write(subject), index) }));

  const sources = loadSources();
  const recordWriter = new RecordWriter(sources, places, random, count, habits.noise);
  const sightings = random.shuffle(taken.flatMap((one) => recordWriter.sightingsOf(one)));
  const demoRecords = sightings.map((sighting, index) => ({
    sighting,
    record: writeRow(recordWriter, sighting, index),
  }));

  return {
    reports: demoReports.map(({ report }) => report),
    records: demoRecords.map(({ record }) => record),
    ...pairs(
      demoReports.map(({ subject, report }) => ({ person: subject.person, key: report.key })),
      demoRecords.map(({ sighting, record }) => ({ person: sighting.person, key: record.id })),
    ),
    tally,
  };
}

/** The request body of POST /v1/reports: the report without its key and without the mark. */
export function reportBody(report: DemoReport): ReportBody {
  const { key, sought, disappearance, reporter, consent } = report;
  return { sought, disappearance, reporter: { ...reporter, ...whoReports(key, reporter) }, consent };
}

/** So that a reveal has something to show. Nobody has a number that begins with +000. */
function whoReports(key: string, { filing_mode: mode }: ReportBody['reporter']): Partial<ReportBody['reporter']> {
  if (mode !== 'named') return {};
  const number = key.replace(/\D/g, '');
  return {
    name: `Athartest ${number}`,
    contacts: [{ kind: 'phone', value: `+000 ${number} (Athartest)`, safe_times: 'after eight in the evening' }],
  };
}

function keyedReport(body: ReportBody, index: number): DemoReport {
  return { key: `demo-report-${String(index + 1).padStart(5, '0')}`, reporter_reference: 'athartest', ...body };
}

function writeRow(writer: RecordWriter, sighting: Sighting, index: number): DemoRecord {
  const source: SourceStyle = sighting.source;
  return { id: `demo-${String(index + 1).padStart(6, '0')}`, source: source.key, ...writer.write(sighting) };
}

function pairs(
  reports: { person: Person; key: string }[],
  records: { person: Person; key: string }[],
): { truth: ReportRecordPair[]; relatives: RelativePair[] } {
  const byClan = new Map<number, { person: Person; key: string }[]>();
  for (const record of records) {
    byClan.set(record.person.clan, [...(byClan.get(record.person.clan) ?? []), record]);
  }
  const truth: ReportRecordPair[] = [];
  const relatives: RelativePair[] = [];
  for (const report of reports) {
    for (const record of byClan.get(report.person.clan) ?? []) {
      const pair = { reportKey: report.key, recordKey: record.key };
      if (record.person === report.person) truth.push(pair);
      else relatives.push({ ...pair, kind: kinship(report.person, record.person) });
    }
  }
  return { truth, relatives };
}

/** Of two people of one clan. */
function kinship(a: Person, b: Person): RelativePair['kind'] {
  if (a.household === b.household) return 'sibling';
  return a.generation === b.generation ? 'cousin' : 'elder';
}
