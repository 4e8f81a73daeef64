// What docs/asvs.yaml says, and how much of it: `npm run asvs` prints one line of counts.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = (path) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');

/**
 * Every entry of a text in the form of docs/asvs.yaml. That is less than YAML: a list of entries, `name: value` on one line each, texts in
 * double quotes, and below `evidence:` a list of such pairs.
 * @throws Error naming a line of another form
 */
export function readAsvs(text = file('docs/asvs.yaml')) {
  const entries = [];
  text.split('\n').forEach((line, index) => {
    if (line === '' || line.startsWith('#')) return;
    const [, dash, evidence, name, value] = /^(?:(- )| {2}(?:( {2}- ))?)(\w+):(?: (.+))?$/.exec(line) ?? [];
    if (dash) entries.push({});
    const entry = entries.at(-1);
    if (!name || !entry || (value === undefined) !== (name === 'evidence'))
      throw new Error(`docs/asvs.yaml, line ${index + 1}: this is not read here`);
    if (value === undefined) entry.evidence = [];
    else if (evidence) entry.evidence.push({ [name]: JSON.parse(value) });
    else entry[name] = JSON.parse(value);
  });
  return entries;
}

/** Ids and levels of the standard: [["1.1.1", 2], …]. */
export function officialIds(text = file('docs/asvs-5.0.0-ids.tsv')) {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.slice(1).map((line) => {
    const [id, level] = line.split('\t');
    return [id, Number(level)];
  });
}

/** Where an entry belongs: each is counted once. One that names a test counts as tested, whatever else it names. */
export function countAsvs(entries) {
  const counts = {
    adopted: entries.filter((entry) => entry.level === 3).length,
    applies: 0,
    byTest: 0,
    byDocument: 0,
    open: 0,
    notApplicable: 0,
  };
  for (const entry of entries) {
    if (!entry.applies) counts.notApplicable++;
    else {
      counts.applies++;
      if (entry.open) counts.open++;
      else if (entry.evidence.some((one) => one.test)) counts.byTest++;
      else counts.byDocument++;
    }
  }
  return counts;
}

/** One line for a person. */
export function countsLine({ adopted, applies, byTest, byDocument, open, notApplicable }) {
  return (
    `OWASP ASVS 5.0.0, levels 1 and 2 and ${adopted} of level 3: ${applies} apply ` +
    `(${byTest} by test, ${byDocument} by document, ${open} open), ${notApplicable} do not`
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(countsLine(countAsvs(readAsvs())));
