import { randomUUID } from 'node:crypto';

/** Family name of everybody invented in tests; the suite looks for it where no name may be. */
export const markerFamily = 'Athartest';
export const markerFamilyArabic = 'أثرتست';

/** A report as a family would file it: only what a test cares about is given. */
export function aReport(changes: { sought?: object; disappearance?: object; consent?: object } = {}) {
  return {
    sought: {
      names: [{ given: 'خالد', father: 'قاسم', family: markerFamilyArabic }],
      mother_name: 'فاطمة',
      sex: 'male',
      birth: '1985',
      ...changes.sought,
    },
    disappearance: { date: '12/3/2013', governorate: 'حمص', ...changes.disappearance },
    reporter: { relationship: 'mother', language: 'ar' },
    consent: { search: true, partners: false, contact: true, form_version: 'test-1', ...changes.consent },
  };
}

export const aSource = (changes: object = {}) => ({
  document_type: 'intake_register',
  title: `Invented register ${markerFamily} ${randomUUID()}`,
  issuer: 'Nobody',
  ...changes,
});

/** Lines of a CSV from rows of named cells. */
export function csv(rows: Record<string, string>[]): string {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))]
    .map((cells) => cells.map(cell).join(','))
    .join('\r\n');
}

/** The man of `aReport` as a register in Latin letters has him. */
export const hisRow = (changes: Record<string, string> = {}) => ({
  id: '1',
  full_name: `Khalid Kasim ${markerFamily}`,
  mother_name: 'Fatima',
  sex: 'male',
  birth_date: '1985',
  event_type: 'arrest',
  event_date: '14/03/2013',
  governorate: 'Homs',
  ...changes,
});

const names = [
  ['سامر', 'Samer'],
  ['جورج', 'George'],
  ['فراس', 'Firas'],
  ['مروان', 'Marwan'],
  ['نزار', 'Nizar'],
  ['وسيم', 'Wasim'],
  ['هيثم', 'Haytham'],
  ['ياسر', 'Yasser'],
  ['زياد', 'Ziad'],
  ['بسام', 'Bassam'],
  ['عدنان', 'Adnan'],
  ['غسان', 'Ghassan'],
];

const mothers = [
  ['فاطمة', 'Fatima'],
  ['سعاد', 'Souad'],
  ['هدى', 'Huda'],
  ['نجاح', 'Najah'],
  ['وداد', 'Widad'],
];

/** A man with a father of his own (twelve names each way), so that tests do not meet each other's people: his report, and his row in a register. */
export function aMan(number: number) {
  const [given, givenLatin] = names[number % names.length];
  const [father, fatherLatin] = names[(number + 5 + Math.floor(number / names.length)) % names.length];
  const [mother, motherLatin] = mothers[number % mothers.length];
  return {
    father: fatherLatin,
    report: (changes: Parameters<typeof aReport>[0] = {}) =>
      aReport({
        ...changes,
        sought: {
          names: [{ given, father, family: markerFamilyArabic }],
          mother_name: mother,
          birth: String(1960 + number * 3),
          ...changes.sought,
        },
      }),
    row: (changes: Record<string, string> = {}) =>
      hisRow({
        full_name: `${givenLatin} ${fatherLatin} ${markerFamily}`,
        mother_name: motherLatin,
        birth_date: String(1960 + number * 3),
        ...changes,
      }),
  };
}
