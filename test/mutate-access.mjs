// npm run test:mutate-access - makes every rule of access wrong, one after the other, and asks the checks of the suite whether they notice.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withDatabase } from './support/matrix/with-database.mjs';

const usage = `Usage: npm run test:mutate-access -- [--only <pattern>] [--list] [--help]

Each row of the policy table, each policy, wall and grant of the database and each pinned function is made wrong in turn: removed, opened,
narrowed. The same functions that test/integration/authorisation-matrix.spec.ts and database-catalogue.spec.ts call must notice.
Prints a line for each mutation that survived, and at the end how many there were and how many were caught. Exit code 1 if any survived.

  --only <pattern>  only mutations whose name matches this regular expression
  --list            print the names of all mutations and end
`;
const { values } = parseArgs({
  options: { only: { type: 'string' }, list: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (values.help) {
  process.stdout.write(usage);
  process.exit(0);
}
const chosen = new RegExp(values.only ?? '', 'i');
const totals = { mutations: 0, caught: 0, byReach: 0 };

await withDatabase(async () => {
  const { runMutations } = await import('./support/matrix/run-mutations.ts');
  await runMutations({
    chosen,
    list: values.list ?? false,
    page: (path) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'),
    tell: ({ name, caughtBy }) => {
      totals.mutations++;
      if (caughtBy.length > 0) totals.caught++;
      else console.log(`SURVIVED ${name}`);
      if (caughtBy.includes('reach')) totals.byReach++;
    },
  });
});
if (!values.list) {
  console.log(
    `${totals.byReach} of them by what somebody could then do, the others by the committed pages and the lint`,
  );
  console.log(`${totals.mutations} mutations, ${totals.caught} caught`);
}
process.exit(totals.caught === totals.mutations ? 0 : 1);
