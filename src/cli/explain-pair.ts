import { z } from 'zod';
import { compareRecords, type Explanation, explain, type MatchRecord, parseDate } from '../matching/index.js';
import { isolated, printJson, UsageError } from './output.js';

export interface ExplainOptions {
  language: 'en' | 'ar';
  as?: string;
  data?: string;
  json?: boolean;
}

const Person = z.strictObject({
  name: z.string().min(1),
  given: z.string().optional(),
  father: z.string().optional(),
  grandfather: z.string().optional(),
  family: z.string().optional(),
  mother: z.string().optional(),
  sex: z.enum(['male', 'female']).optional(),
  birth: z.string().optional(),
  event: z.string().optional(),
});

/** @param b undefined when `a` is the id of a suggestion. @throws UsageError for what is neither a name nor a person */
export async function explainPair(a: string, b: string | undefined, options: ExplainOptions): Promise<void> {
  const explanation =
    b === undefined ? await stored(a, options) : explain(compareRecords(toRecord(a), toRecord(b)), options.language);
  if (options.json) printJson(explanation);
  else print(explanation);
}

async function stored(id: string, options: ExplainOptions): Promise<Explanation> {
  if (!z.uuid().safeParse(id).success) throw new UsageError('Give two people, or the id of one suggestion.');
  const { asStaff } = await import('./staff-context.js');
  const { SuggestionsService } = await import('../suggestions/suggestions.service.js');
  const { explanation } = await asStaff(options, (app, actor) =>
    app.get(SuggestionsService).detail(actor, id, options.language),
  );
  return {
    headline: explanation.headline,
    startingPoint: explanation.starting_point,
    rows: explanation.rows.map(({ agreement_label, ...row }) => ({ ...row, agreementLabel: agreement_label })),
    total: explanation.total,
    band: explanation.band,
    bandLabel: explanation.band_label,
  };
}

function toRecord(text: string): MatchRecord {
  const person = text.trimStart().startsWith('{') ? readPerson(text) : { name: text };
  const { name, given, father, grandfather, family } = person;
  if (!/\p{L}/u.test(name)) throw new UsageError('Each of the two must have a name: at least one letter.');
  const parts = { given, father, grandfather, family };
  return {
    names: [Object.values(parts).some(Boolean) ? { raw: name, parts } : { raw: name }],
    motherName: person.mother ?? null,
    sex: person.sex ?? null,
    birth: person.birth ? parseDate(person.birth) : null,
    event: person.event ? parseDate(person.event) : null,
    places: { birth: null, home: null, taken: null, held: null },
    identifiers: [],
  };
}

function readPerson(text: string): z.infer<typeof Person> {
  try {
    return Person.parse(JSON.parse(text));
  } catch {
    throw new UsageError(
      'That is not a JSON object with name, given, father, grandfather, family, mother, sex, birth or event.',
    );
  }
}

const signed = (weight: number) => `${weight < 0 ? '\u2212' : '+'}${Math.abs(weight).toFixed(1)}`;

function print(explanation: Explanation): void {
  console.log(explanation.headline);
  console.log(`${signed(explanation.startingPoint.weight).padStart(7)}  ${explanation.startingPoint.label}`);
  for (const row of explanation.rows) {
    const values = `${isolated(row.a ?? '\u2013')} | ${isolated(row.b ?? '\u2013')}`;
    console.log(`${signed(row.weight).padStart(7)}  ${row.label}: ${row.agreementLabel} (${values})`);
    if (row.sentence) console.log(`         ${row.sentence}`);
  }
  console.log(`${signed(explanation.total).padStart(7)}  ${explanation.bandLabel}`);
}
