import { Readable } from 'node:stream';
import fc from 'fast-check';
import { Problem } from '../../../src/errors.js';
import { readForm } from '../../../src/family-pages/form.js';
import { projectGazetteer } from '../../../src/linkage/project-gazetteer.js';
import {
  blockingKeys,
  checkDate,
  compareRecords,
  compileRecord,
  explain,
  explanationLocales,
  type Gazetteer,
  type MatchRecord,
  nameKeys,
  normaliseText,
  parseAge,
  parseDate,
  parseName,
} from '../../../src/matching/index.js';
import { FileProblem, inspect, rows } from '../../../src/partner-files/index.js';
import { nameRows } from '../../../src/person-names/read-names.js';
import { validatePfif } from '../../../src/pfif/index.js';
import { readReport } from '../../../src/reports/read-report.js';
import type { Report } from '../../../src/reports/report.entity.js';
import { ReportContent } from '../../../src/reports/report-body.js';
import { readJson } from '../../../src/request-json.js';
import { textProblem } from '../../../src/request-text.js';
import { reportFeatures } from '../../../src/suggestions/match-features.js';
import { csvLine } from '../../../src/workbooks/index.js';
import { Counts, type Finding } from './judge.js';
import { oddText } from './odd-texts.js';

/** One thing that is done to texts. It gives nothing back and throws when something is wrong. */
type Try = (texts: string[]) => void | Promise<void>;

export interface TriedTexts {
  reader: string;
  texts: string[];
}

class Wrong extends Error {}
function hold(condition: boolean, what: string): void {
  if (!condition) throw new Wrong(what);
}

/** Files and rows end in a FileProblem, requests in a Problem; nothing else may come of a text. */
const isRefusal = (error: unknown) => error instanceof Problem || error instanceof FileProblem;

let kept: Gazetteer | undefined;
const gazetteer = () => {
  kept ??= projectGazetteer();
  return kept;
};

/** As a report would be read of which these are the names, the mother, the places and the dates. Null where a request would be refused. */
function featuresOf([full = '', mother = '', place = '', birth = '', told = '']: string[]): MatchRecord | null {
  const content = ReportContent.safeParse({
    sought: { names: [{ full }], mother_name: mother, birth, sex: 'male' },
    disappearance: { place, governorate: place, date: birth, circumstances: told },
  });
  if (!content.success) return null;
  const { columns, names, mother: mothers } = readReport(content.data, gazetteer());
  const rows = [
    ...nameRows({ reportId: 'a', organisationId: 'b' }, 'sought', names, 'family'),
    ...nameRows({ reportId: 'a', organisationId: 'b' }, 'mother', mothers, 'family'),
  ];
  return reportFeatures(columns as unknown as Report, rows as never);
}

/** Readers by name: what is kept of a finding is the name of its reader and the texts. */
const readers: Record<string, Try> = {
  'a text is made normal once and for all': ([text]) => {
    const normal = normaliseText(text);
    hold(normaliseText(normal) === normal, 'what is normal changes when it is made normal again');
    hold(normal.isWellFormed() || !text.isWellFormed(), 'half a character stands in what is normal');
  },
  'a name is read': ([text]) => {
    for (const reading of parseName(text)) hold(reading !== null && typeof reading === 'object', 'a reading is none');
    // Of vowels alone the key is empty, and that is one too.
    hold(new Set(nameKeys(text)).size === nameKeys(text).length, 'a key stands twice');
  },
  'a date is read': ([text]) => {
    for (const kind of ['birth', 'event'] as const) {
      const { earliest, latest } = parseDate(text, { of: kind });
      hold(earliest === null || latest === null || earliest <= latest, 'a date ends before it begins');
      checkDate(text, { of: kind });
    }
    parseAge(text, parseDate('2013-03-12'));
  },
  'a place is found, or not': ([text]) => {
    gazetteer().resolvePlace(text);
    gazetteer().resolveFacility(text);
  },
  'two people are compared': (texts) => {
    const [first, second] = [featuresOf(texts.slice(0, 5)), featuresOf(texts.slice(5, 10))];
    if (!first || !second) return;
    const [a, b] = [compileRecord(first), compileRecord(second)];
    for (const [one, side] of [
      [a, 'report'],
      [b, 'record'],
    ] as const)
      hold(
        blockingKeys(one, side).every(({ bits }) => Number.isFinite(bits)),
        'a key has no bits',
      );
    const score = compareRecords(a, b);
    hold(Number.isFinite(score.matchWeight), `the weight is ${score.matchWeight}`);
    hold(compareRecords(a, b).matchWeight === score.matchWeight, 'the same two have two weights');
    for (const locale of explanationLocales) explain(score, locale);
  },
  'a line is checked': ([text]) => {
    for (const most of [1, 200]) {
      const problem = textProblem(text, most);
      hold(problem !== null || text.isWellFormed(), 'half a character passes');
      hold(problem !== null || !text.includes('\u0000'), 'NUL passes');
      hold(problem === null || !problem.message.includes('Athartest'), 'a refusal repeats the text');
    }
  },
  'JSON is read': (texts) => {
    for (const text of [...texts, JSON.stringify(texts), `{"a":${JSON.stringify(texts[0])},"b":${texts[1]}}`]) {
      try {
        readJson(text);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    }
  },
  'a form is read': (texts) => {
    for (const text of [
      texts.join('&'),
      new URLSearchParams(Object.fromEntries(texts.map((each, at) => [`field${at}`, each.toWellFormed()]))).toString(),
    ]) {
      try {
        readForm(text);
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    }
  },
  'a list is read as its rows were written': async (texts) => {
    const table = [
      ['Full name', 'Mother name', 'Notes'],
      ...Array.from({ length: Math.floor(texts.length / 2) }, (_, at) => [
        texts[2 * at],
        texts[2 * at + 1],
        'Athartest',
      ]),
    ];
    await listIsRead(Buffer.from(table.map((cells) => `${csvLine(cells)}\r\n`).join('')), table.length - 1);
  },
  'bytes are no list, or one that is read': async (texts) => {
    await listIsRead(Buffer.from(texts.join('\n')), null);
    await listIsRead(Buffer.from(texts.join('\t'), 'utf16le'), null);
    await listIsRead(Buffer.from(JSON.stringify(texts)), null);
  },
  'PFIF is looked through': async (texts) => {
    const escaped = texts.map((text) => text.toWellFormed().replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
    const person = `<pfif:person><pfif:person_record_id>athartest.example/1</pfif:person_record_id>${escaped
      .map(
        (text, at) =>
          `<pfif:${['full_name', 'home_city', 'date_of_birth', 'description', 'source_date'][at % 5]}>${text}</pfif:full_name>`,
      )
      .join('')}</pfif:person>`;
    for (const inner of [person, texts.join('')]) {
      const file = Readable.from([
        Buffer.from(`<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/1.4">${inner}</pfif:pfif>`),
      ]);
      try {
        for await (const finding of validatePfif(file, new Date('2025-06-01T12:00:00Z')))
          hold(finding !== null, 'a finding is none');
      } catch (error) {
        if (!isRefusal(error)) throw error;
      }
    }
  },
};

async function listIsRead(bytes: Buffer, wanted: number | null): Promise<void> {
  try {
    const { options } = await inspect(Readable.from([bytes]));
    let count = 0;
    for await (const reading of rows(Readable.from([bytes]), options)) if (reading.kind === 'row') count++;
    if (wanted !== null) hold(count <= wanted, `${count} rows of ${wanted}`);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

const samples: fc.Arbitrary<TriedTexts> = fc.record({
  reader: fc.constantFrom(...Object.keys(readers)),
  texts: fc.array(oddText, { minLength: 10, maxLength: 10 }),
});

/** Gives names and texts to whoever reads them, in this process. */
export class NamesSurface {
  readonly counts = new Counts();
  /** The longest that one took, in milliseconds of processor time, and which. */
  slowest = { ms: 0, reader: '' };

  async run(seed: number, count: number): Promise<Finding[]> {
    const found: Finding[] = [];
    for (const sample of fc.sample(samples, { seed, numRuns: count })) {
      const what = await this.send(sample);
      if (what) found.push({ surface: 'names', what, input: sample });
    }
    return found;
  }

  async send({ reader, texts }: TriedTexts): Promise<string | null> {
    const before = process.cpuUsage();
    try {
      await readers[reader](texts);
      this.counts.add(reader);
      return null;
    } catch (error) {
      this.counts.add('wrong');
      if (error instanceof Wrong) return `${reader}: ${error.message}`;
      return `${reader}: ${(error as Error).name} ${(error as Error).stack
        ?.split('\n')[1]
        ?.trim()
        .replace(/\(?file:.*\/(?=src|test)/, '(')}`;
    } finally {
      const { user, system } = process.cpuUsage(before);
      const ms = (user + system) / 1000;
      if (ms > this.slowest.ms) this.slowest = { ms, reader };
    }
  }
}
