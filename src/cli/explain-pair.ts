import { z } from 'zod';
import {
  compareRecords,
  explain,
  leastSizeClass,
  type MatchRecord,
  modelOfSizeClass,
  type PairScore,
  parseDate,
  sizeClassOf,
} from '../matching/index.js';
import type { ShownExplanation } from '../suggestions/shown-explanation.js';
import { isolated, printJson, UsageError } from './output.js';

export interface ExplainOptions {
  language: 'en' | 'ar';
  /** For administrators. */
  probability?: boolean;
  as?: string;
  data?: string;
  json?: boolean;
  /** Number of records that the prior is made for. */
  records?: number;
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
  if (b === undefined && options.probability)
    throw new UsageError('--probability needs two people: whoever works on suggestions sees their bands.');
  if (b === undefined && options.records)
    throw new UsageError('--records needs two people: a suggestion keeps the score that was stored.');
  const model = modelOfSizeClass(sizeClassOf(options.records ?? leastSizeClass));
  const score = b === undefined ? null : compareRecords(toRecord(a), toRecord(b), model);
  const explanation = score ? explain(score, options.language) : await stored(a, options);
  const probabilities = options.probability ? score?.probabilities : undefined;
  if (options.json) printJson({ ...explanation, ...(probabilities && { probabilities }) });
  else print(explanation);
  if (probabilities && !options.json) printProbabilities(probabilities);
}

async function stored(id: string, options: ExplainOptions): Promise<ShownExplanation> {
  if (!z.uuid().safeParse(id).success) throw new UsageError('Give two people, or the id of one suggestion.');
  const { asStaff } = await import('./staff-context.js');
  const { SuggestionsService } = await import('../suggestions/suggestions.service.js');
  return asStaff(options, (app, actor) => app.get(SuggestionsService).explanation(actor, id, options.language));
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
    birth: person.birth ? parseDate(person.birth, { of: 'birth' }) : null,
    event: person.event ? parseDate(person.event, { of: 'event' }) : null,
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

/** Hidden from whoever is to judge without numbers: a question mark. */
const signed = (weight: number | null) =>
  weight === null ? '?' : `${weight < 0 ? '\u2212' : '+'}${Math.abs(weight).toFixed(1)}`;

function print(explanation: ShownExplanation): void {
  console.log(explanation.headline);
  console.log(`${signed(explanation.startingPoint.weight).padStart(7)}  ${explanation.startingPoint.label}`);
  for (const row of explanation.rows) {
    const values = `${isolated(row.a ?? '\u2013')} | ${isolated(row.b ?? '\u2013')}`;
    const agreement = row.agreement === null ? '' : `: ${row.agreementLabel} (${values})`;
    console.log(`${signed(row.weight).padStart(7)}  ${row.label}${agreement}`);
    if (row.sentence) console.log(`         ${row.sentence}`);
  }
  console.log(`${signed(explanation.total).padStart(7)}  ${explanation.bandLabel}`);
}

function printProbabilities({ same, relative, unrelated }: PairScore['probabilities']): void {
  const share = (probability: number) => probability.toFixed(4);
  console.log(`Calibrated: one person ${share(same)}, relatives ${share(relative)}, unrelated ${share(unrelated)}`);
}
