import { type Command, Option } from 'commander';
import { z } from 'zod';
import { compareRecords, type Explanation, explain, type MatchRecord, parseDate } from '../matching/index.js';
import { SuggestionsService } from '../suggestions/suggestions.service.js';
import { dataDirectoryHelp } from './configuration.js';
import { isolated, printJson, UsageError } from './output.js';
import { asHelp, asStaff } from './staff-context.js';

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

export function addMatchCommand(program: Command): void {
  const match = program.command('match').description('look into the matcher');
  match
    .command('explain <a> [b]')
    .description('say what speaks for and against two people being one')
    .addOption(new Option('--language <language>', 'language of the sentences').choices(['en', 'ar']).default('en'))
    .option('--as <account>', asHelp)
    .option('--data <directory>', dataDirectoryHelp)
    .option('--json', 'print one JSON object')
    .addHelpText(
      'after',
      `
A and B are names, or JSON objects with name, given, father, grandfather, family, mother, sex, birth, event. A is the report, B the record.
With one argument, the id of a suggestion, its stored explanation is shown (needs --as).

  athar match explain "Khalid Kasim Al-Houssein" "خالد قاسم الحسين"
  athar match explain '{"name":"Samir Haddad","birth":"about 1985"}' '{"name":"سمير حداد","birth":"1986"}'`,
    )
    .action(
      async (
        a: string,
        b: string | undefined,
        options: { language: 'en' | 'ar'; as?: string; data?: string; json?: boolean },
      ) => {
        const explanation =
          b === undefined
            ? await stored(a, options)
            : explain(compareRecords(toRecord(a), toRecord(b)), options.language);
        if (options.json) printJson(explanation);
        else print(explanation);
      },
    );
  for (const command of match.commands) command.exitOverride();
}

async function stored(
  id: string,
  options: { language: 'en' | 'ar'; as?: string; data?: string },
): Promise<Explanation> {
  if (!z.uuid().safeParse(id).success) throw new UsageError('Give two people, or the id of one suggestion.');
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
  const parts = { given, father, grandfather, family };
  return {
    names: [Object.values(parts).some(Boolean) ? { raw: name, parts } : { raw: name }],
    motherName: person.mother ?? null,
    sex: person.sex ?? null,
    birth: person.birth ? parseDate(person.birth) : null,
    event: person.event ? parseDate(person.event) : null,
    place: null,
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
