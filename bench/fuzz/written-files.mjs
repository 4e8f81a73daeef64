// Small files of every format that an import takes, with the number of rows that are in them.
import { buffer } from 'node:stream/consumers';
import { dirtyFile } from '../../dist/demonstration/dirty/index.js';
import { writeWorkbook } from '../../dist/workbooks/index.js';

export const formatsToFuzz = ['csv-utf8', 'csv-utf16', 'csv-windows1256', 'xlsx', 'jsonl', 'pfif'];
const encodings = { 'csv-utf8': 'utf-8', 'csv-utf16': 'utf-16le', 'csv-windows1256': 'windows-1256' };

/**
 * @returns bytes, the file's name, and `lines`: how many rows stand in it, titles, headings and blank ones with them
 */
export async function writtenFile(format, random) {
  if (format === 'pfif') return pfifFile(random);
  if (format === 'jsonl') return jsonLines(random);
  if (random.chance(0.4)) return demonstrationFile(format, random);
  const table = oddTable(format, random);
  if (format === 'xlsx') {
    const [headings, ...rows] = table;
    const sheet = { name: 'list', headings, rows };
    return { fileName: 'athartest.xlsx', bytes: await buffer(writeWorkbook([sheet])), lines: table.length };
  }
  const delimiter = random.pick([',', ';', '\t']);
  const end = random.pick(['\n', '\r\n']);
  const text = table.map((cells) => cells.map((cell) => quoted(cell, random)).join(delimiter)).join(end) + end;
  return { fileName: 'athartest.csv', bytes: encoded(text, encodings[format], random), lines: table.length };
}

/** A list with the dirt that lists have. */
async function demonstrationFile(format, random) {
  const { bytes, fileName, rows } = await dirtyFile({
    seed: random.between(1, 1_000_000),
    rows: random.between(10, 60),
    format: format === 'xlsx' ? 'xlsx' : 'csv',
    ...(format !== 'xlsx' && { encoding: encodings[format], delimiter: random.pick([',', ';', '\t']) }),
    headings: random.pick(['ar', 'en']),
    names: random.pick(['one_cell', 'parts']),
    dirt: random.pick([0, 1, 2]),
    date1904: random.chance(0.2),
  });
  return { fileName, bytes, lines: rows.length };
}

const headings = {
  full_name: [
    'Full name',
    'Name',
    '\u0627\u0644\u0627\u0633\u0645',
    '\u0627\u0633\u0645 \u0627\u0644\u0645\u0639\u062a\u0642\u0644',
  ],
  mother_name: ['Mother name', '\u0627\u0633\u0645 \u0627\u0644\u0623\u0645'],
  birth_date: ['Date of birth', '\u062a\u0627\u0631\u064a\u062e \u0627\u0644\u0645\u064a\u0644\u0627\u062f'],
  event_date: ['Date of arrest', '\u062a\u0627\u0631\u064a\u062e \u0627\u0644\u0627\u0639\u062a\u0642\u0627\u0644'],
  governorate: ['Governorate', '\u0627\u0644\u0645\u062d\u0627\u0641\u0638\u0629'],
  source_record_id: ['Record number', '\u0631\u0642\u0645 \u0627\u0644\u0645\u0644\u0641'],
  notes: ['Notes', '\u0645\u0644\u0627\u062d\u0638\u0627\u062a'],
  other: ['', 'x', 'full name', '\u0000\u202e', 'Name'],
};

const words = [
  '\u0645\u062d\u0645\u062f',
  '\u0633\u0627\u0645\u0631',
  '\u062e\u0627\u0644\u062f',
  '\u0639\u0628\u062f \u0627\u0644\u0644\u0647',
  '\u0623\u062b\u0631\u062a\u0633\u062a',
  'Samir',
  'Khaled',
  'Athartest',
  'abd al-',
  'bin',
  '\u0627\u0644\u0634\u0647\u064a\u062f',
];
const oddities = [
  '',
  ' ',
  '-',
  '?',
  '0',
  '1/1/1900',
  '31/2/2013',
  '2013-05-04',
  '\u0662\u0660\u0661\u0663/\u0665/\u0664',
  '41275',
  '1434/7/1',
  '99999999999999999999',
  '1e308',
  '-0',
  'NaN',
  'null',
  'true',
  '=1+1',
  '+cmd',
  '@x',
  "'",
  '"',
  '""',
  '\\',
  '\\N',
  '\\.',
  '\\x00',
  '\u0000',
  '\u0001',
  '\ufffd',
  '\ufeff',
  '\u202e\u0645',
  '\u200b',
  '\u200f',
  '\ud800',
  '\u{1f600}',
  '\u00a0',
  '\t',
  'a\tb',
  'a\nb',
  'a\r\nb',
  'a;b',
  'a,b',
  '<b>&amp;',
  '%s',
  '%{x}',
  '{"a":1}',
  '[]',
  '__proto__',
  'constructor',
  'toString',
  '\u0640\u0640\u0640',
  '\u0627\u0644\u0645\u062c\u0645\u0648\u0639',
  'Total',
  'x'.repeat(500),
  '\u0645'.repeat(3_000),
  '\u0661\u066b\u0662',
  '\u06f1\u06f3\u06f9\u06f2/\u06f0\u06f1',
  '12/13/14',
  '0000-00-00',
  'infinity',
  '-infinity',
  '294277-01-01',
];

const cellOf = (field, random) => {
  if (random.chance(0.3)) return random.pick(oddities);
  if (field.endsWith('name')) return Array.from({ length: random.between(1, 5) }, () => random.pick(words)).join(' ');
  if (field.endsWith('date')) return `${random.between(1, 31)}/${random.between(1, 12)}/${random.between(1990, 2024)}`;
  if (field === 'source_record_id') return String(random.between(1, 30));
  return random.pick([...oddities, ...words]);
};

/** Rows of odd cells; no row is blank, and every row has as many cells as there are headings. */
function oddTable(format, random) {
  const others = random.shuffle(Object.keys(headings).slice(1)).slice(0, random.between(0, 6));
  const fields = random.shuffle(['full_name', ...others]);
  const written = fields.map((field) => random.pick(headings[field]));
  const rows = Array.from({ length: random.between(0, 30) }, () => fields.map((field) => cellOf(field, random)));
  // A marker in every row: it is not blank, whatever else is in it.
  return [[...written, 'Remark'], ...rows.map((cells) => [...cells, 'Athartest'])].map((cells) =>
    cells.map((cell) =>
      format === 'csv-windows1256' ? cell.replace(/[^\u0000-\u007f\u0621-\u063a\u0641-\u0652]/g, '') : cell,
    ),
  );
}

const quoted = (cell, random) =>
  random.chance(0.5) || /[",;\t\r\n|']/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

function encoded(text, encoding, random) {
  if (encoding === 'utf-8') return Buffer.from((random.chance(0.5) ? '\ufeff' : '') + text);
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  const letters = new Map(
    Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1256').decode(Uint8Array.of(byte)), byte]),
  );
  return Buffer.from([...text].map((letter) => letters.get(letter) ?? 0x3f));
}

function jsonLines(random) {
  const table = oddTable('jsonl', random);
  const [names, ...rows] = table;
  const value = (cell) =>
    random.pick([cell, cell, cell, cell, cell, cell, Number(cell.length), null, true, [cell], { deeper: cell }]);
  const lines = rows.map((cells) => {
    const entries = cells.map((cell, at) => [names[at], at === cells.length - 1 ? cell : value(cell)]);
    return JSON.stringify(Object.fromEntries(random.chance(0.2) ? random.shuffle(entries) : entries));
  });
  return {
    fileName: 'athartest.jsonl',
    bytes: Buffer.from(lines.map((line) => `${line}\n`).join('')),
    lines: rows.length,
  };
}

const pfifFields = [
  'full_name',
  'given_name',
  'family_name',
  'sex',
  'date_of_birth',
  'home_city',
  'description',
  'source_date',
  'expiry_date',
];

function pfifFile(random) {
  const version = random.pick(['1.1', '1.2', '1.3', '1.4']);
  let lines = 0;
  const escaped = (text) =>
    text
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff](?![\udc00-\udfff])/g, '')
      .replace(/[&<>]/g, (mark) => `&#${mark.charCodeAt(0)};`);
  const field = (name, text) => `<pfif:${name}>${escaped(text)}</pfif:${name}>`;
  const note = (id) => {
    lines++;
    return `<pfif:note>${field('note_record_id', `athartest.example/n${id}`)}${field('text', random.pick(oddities))}</pfif:note>`;
  };
  const person = (_, id) => {
    lines++;
    const own = pfifFields.filter(() => random.chance(0.6)).map((name) => field(name, cellOf(name, random)));
    const notes = Array.from({ length: random.pick([0, 0, 1, 3]) }, (_, at) => note(`${id}-${at}`)).join('');
    return `<pfif:person>${field('person_record_id', `athartest.example/p${id}`)}${own.join('')}${notes}</pfif:person>`;
  };
  const people = Array.from({ length: random.between(0, 25) }, person).join('\n');
  const apart = random.chance(0.3) ? note('alone') : '';
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<pfif:pfif xmlns:pfif="http://zesty.ca/pfif/${version}">${people}${apart}</pfif:pfif>`;
  return { fileName: 'athartest.xml', bytes: Buffer.from(text), lines };
}
