// After a run: do database and ledger say the same, and does all hold that must (I1 to I8 of docs/faults.md)? It looks at the servers themselves,
// never through what is being tested.
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { verifyDatabase } from '../../dist/audit/verify-database.js';
import { WitnessFile } from '../../dist/audit/witness-file.js';
import { KeyRingFile } from '../../dist/keys/key-ring-file.js';
import { RingSigner } from '../../dist/keys/ring-signer.js';
import { compareSuggestions, foundSuggestions } from './found-suggestions.mjs';
import { leakedCanaries } from './leaked-canaries.mjs';

/**
 * @param run { ask, ownerUrl, ledger, people, reference, keysFile, witnessFile, queue, queuePrefix, logs, cluster, left }
 * @returns violations: { invariant, what }
 */
export async function check(run) {
  const violations = [...run.ledger.remarks];
  const broken = (invariant, what) => violations.push({ invariant, what });
  await once(run, broken);
  await imports(run, broken);
  await doubles(run, broken);
  await suggestions(run, broken);
  await audit(run, broken);
  await leftovers(run, broken);
  await disclosures(run, broken);
  for (const place of await leakedCanaries(run)) broken('I8', `a canary stands in clear in ${place}`);
  for (const { method, path, status } of run.ledger.requests.filter(
    ({ status }) => status >= 500 && ![503, 507].includes(status),
  ))
    broken('5xx', `${method} ${path.replaceAll(/[0-9a-f-]{36}/g, '…')} answered ${status}`);
  return violations;
}

/** I1: an acknowledged write is there once; a refused one not at all; of an unknown one at most one. */
async function once({ ask, ledger }, broken) {
  const rows = await ask(`
    select k.key, r.id, (select count(*)::int from report_revisions v where v.report_id = r.id) as revisions,
      (select content from report_revisions v where v.report_id = r.id and revision = 1) as content,
      (select count(*)::int from reporters p where p.report_id = r.id) as reporters
    from reports r left join idempotency_keys k on k.resource_id = r.id and k.operation = 'fileReport'`);
  const byKey = new Map();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  for (const { key, outcome, answer, sent } of ledger.of('report')) {
    const stored = byKey.get(key) ?? [];
    byKey.delete(key);
    if (stored.length > 1) broken('I1', `${key}: stored ${stored.length} times`);
    if (outcome === 'ok' && stored.length === 0) broken('I1', `${key}: acknowledged and lost`);
    if (outcome === 'failed' && stored.length > 0) broken('I1', `${key}: refused and stored`);
    for (const one of stored) {
      if (outcome === 'ok' && one.id !== answer.id) broken('I1', `${key}: another report than the acknowledged one`);
      if (one.revisions !== 1 || one.reporters !== 1)
        broken('I1', `${key}: ${one.revisions} revisions, ${one.reporters} reporters`);
      if (!isDeepStrictEqual(one.content?.sought?.names, sent.sought.names)) broken('I1', `${key}: not what was sent`);
    }
  }
  for (const stored of byKey.values()) broken('I1', `${stored.length} reports that nobody filed`);

  const events = await ask(`
    select e.suggestion_id, e.kind, a.login, count(*)::int as times from suggestion_events e join accounts a on a.id = e.account_id group by 1, 2, 3`);
  const kinds = { reject: 'rejected', propose: 'proposed', confirm: 'confirmed', opinion: 'opinion' };
  const decisions = [...ledger.of('decision'), ...ledger.of('opinion')];
  const times = (operation) =>
    events.find(
      ({ suggestion_id, kind, login }) =>
        suggestion_id === operation.suggestionId && kind === kinds[operation.action] && login === operation.login,
    )?.times ?? 0;
  for (const operation of decisions) {
    const found = times(operation);
    if (operation.outcome === 'ok' && found !== 1)
      broken('I1', `${operation.key}: acknowledged, and there ${found} times`);
    if (operation.outcome === 'unknown' && found > 1) broken('I1', `${operation.key}: there ${found} times`);
    if (operation.outcome === 'failed' && found > 0) broken('I1', `${operation.key}: refused and done`);
  }
  const all = events.reduce((sum, each) => sum + each.times, 0);
  const accounted = decisions.reduce((sum, operation) => sum + Math.min(1, times(operation)), 0);
  if (all !== accounted) broken('I1', `${all} decisions are stored, ${accounted} were asked for`);
}

/** I1 and I2 of lists: the bytes that were sent, and every row of them accounted for, with a reason where it is no record. */
async function imports({ ask, ledger }, broken) {
  const rows = await ask(`
    select k.key, i.*, s.sha256, s.byte_size::int as bytes, s.bytes_received::int as received,
      (select sha256(string_agg(bytes, ''::bytea order by position)) from source_chunks c where c.source_id = s.id) as kept,
      (select count(*)::int from import_rows r where r.import_id = i.id) as staged,
      (select count(distinct row_number)::int from import_rows r where r.import_id = i.id) as numbers,
      (select count(*)::int from import_rows r where r.import_id = i.id and r.plan <> 'ready' and r.problems = '[]') as unexplained,
      (select count(*)::int from import_rows r where r.import_id = i.id and r.outcome in ('created', 'new_revision')) as stored,
      (select count(*)::int from detention_records d where d.source_id = i.source_id) as records
    from imports i join sources s on s.id = i.source_id left join idempotency_keys k on k.resource_id = i.id and k.operation = 'createImport'`);
  for (const { key, outcome, answer, file, accepted, state, spoilt } of ledger.of('import')) {
    const [one, ...others] = rows.filter((row) => row.key === key);
    if (others.length > 0) broken('I1', `${key}: begun ${others.length + 1} times`);
    if (!one) {
      if (outcome === 'ok') broken('I1', `${key}: begun and lost`);
      continue;
    }
    if (outcome === 'failed') broken('I1', `${key}: refused and begun`);
    if (outcome === 'ok' && one.id !== answer.id) broken('I1', `${key}: another import than the acknowledged one`);
    const hash = createHash('sha256').update(file.bytes).digest();
    if (one.received === one.bytes && !one.kept?.equals(hash))
      broken('I1', `${key}: other bytes are kept than were sent`);
    if (spoilt) {
      if (one.records > 0 || !['failed', 'cancelled', 'receiving'].includes(one.state))
        broken('I2', `${key}: a spoilt file is ${one.state}, ${one.records} records`);
      if (one.state === 'failed' && !one.failure_code) broken('I2', `${key}: failed without a reason`);
      continue;
    }
    // A parser that was killed takes its file along, with a reason; people hand it in again.
    if (one.state === 'failed' && ledger.parsersKilled && one.failure_code?.startsWith('parser.')) continue;
    if (accepted && one.state !== 'done')
      broken('I1', `${key}: accepted, and is ${one.state} ${one.failure_code ?? ''}`);
    if (!['done', 'held_back'].includes(one.state))
      broken('I6', `${key}: stopped as ${one.state} ${one.failure_code ?? ''}, last seen as ${state}`);
    if (one.state !== 'done') continue;
    const accountedFor =
      one.rows_created + one.rows_new_revision + one.rows_unchanged + one.rows_held + one.rows_rejected;
    if (one.rows_total !== file.rowCount) broken('I2', `${key}: ${file.rowCount} rows sent, ${one.rows_total} counted`);
    if (accountedFor !== one.rows_total || one.staged !== one.rows_total || one.numbers !== one.staged)
      broken(
        'I2',
        `${key}: ${one.rows_total} rows, ${accountedFor} accounted for, ${one.staged} kept, ${one.numbers} numbers`,
      );
    if (one.unexplained > 0) broken('I2', `${key}: ${one.unexplained} rows set aside without a reason`);
    if (one.stored !== one.records) broken('I1', `${key}: ${one.stored} rows stored, ${one.records} records`);
  }
  const unasked = rows.filter(({ key }) => !ledger.of('import').some((operation) => operation.key === key));
  if (unasked.length > 0) broken('I1', `${unasked.length} imports that nobody began`);
}

/** I3. The database has unique keys for these; they may have been dropped, or been broken by a repair. */
async function doubles({ ask }, broken) {
  const [row] = await ask(`select
    (select count(*)::int from (select 1 from import_rows group by import_id, row_number having count(*) > 1) d) as rows,
    (select count(*)::int from (select 1 from detention_records group by source_id, row_number having count(*) > 1) d) as records,
    (select count(*)::int from (select 1 from suggestions group by report_id, detention_record_id having count(*) > 1) d) as pairs,
    (select count(*)::int from (select 1 from suggestion_events where kind = 'suggested' group by suggestion_id having count(*) > 1) d) as told,
    (select count(*)::int from (select 1 from webhook_messages group by endpoint_id, type, subject_id having count(*) > 1) d) as messages`);
  for (const [what, times] of Object.entries(row)) if (times > 0) broken('I3', `${times} doubled ${what}`);
}

/** I4. */
async function suggestions({ ask, reference, people }, broken) {
  if (!reference) return;
  const reports = await ask("select key from idempotency_keys where operation = 'fileReport'");
  const files = await ask('select s.file_name as name, i.state from imports i join sources s on s.id = i.source_id');
  const stored = {
    reports: new Set(reports.map(({ key }) => key)),
    files: new Set(files.filter(({ state }) => state === 'done').map(({ name }) => name)),
  };
  stored.whole = people.files.every(({ name }) => stored.files.has(name));
  const differences = compareSuggestions(await foundSuggestions(ask), reference, stored);
  for (const each of differences.slice(0, 5)) broken('I4', each);
  if (differences.length > 5) broken('I4', `and ${differences.length - 5} further differences`);
}

/** I5: the chain is whole, and each change of state has its one entry. */
async function audit({ ask, ownerUrl, keysFile, witnessFile }, broken) {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const signer = new RingSigner(new KeyRingFile(keysFile));
    const { findings } = await verifyDatabase(client, new WitnessFile(witnessFile), signer);
    for (const { kind, seq, detail } of findings.slice(0, 3)) broken('I5', `entry ${seq}: ${kind}: ${detail}`);
  } finally {
    await client.end();
  }
  const expected = [
    ['report.filed', 'select id::text as id from reports'],
    ['import.created', 'select id::text as id from imports'],
    [
      'import.received',
      'select i.id::text as id from imports i join sources s on s.id = i.source_id where s.bytes_received = s.byte_size',
    ],
    ...['rejected', 'proposed', 'confirmed'].map((kind) => [
      `suggestion.${kind}`,
      `select suggestion_id::text as id from suggestion_events where kind = '${kind}' and account_id is not null`,
    ]),
  ];
  for (const [action, things] of expected) {
    const [{ missing, doubled, beyond }] = await ask(
      `with thing as (${things}), entry as (select subject_id as id, count(*) as n from audit_entries where action = $1 and outcome = 'done' group by 1)
       select (select count(*)::int from thing left join entry using (id) where entry.id is null) as missing,
         (select count(*)::int from entry where n > 1) as doubled,
         (select count(*)::int from entry left join thing using (id) where thing.id is null) as beyond`,
      [action],
    );
    if (missing + doubled + beyond > 0)
      broken('I5', `${action}: ${missing} without an entry, ${doubled} with several, ${beyond} entries of nothing`);
  }
}

/** I6. A job that BullMQ gave up is explained when nothing of it is due any more. */
async function leftovers({ ask, left, queue, queuePrefix }, broken) {
  if (left) broken('I6', `did not come to rest: ${left}`);
  const due = await ask('select task, last_error, attempts, count(*)::int as n from due_marks group by 1, 2, 3');
  if (due.length > 0) broken('I6', `still due: ${JSON.stringify(due)}`);
  const [{ waiting }] = await ask("select count(*)::int as waiting from webhook_messages where state = 'waiting'");
  if (waiting > 0) broken('I6', `${waiting} messages wait`);
  const stuck = await queue.with(async (redis) => {
    const lists = ['wait', 'active'].map((name) => redis.llen(`${queuePrefix}:athar:${name}`));
    const sets = ['prioritized', 'delayed'].map((name) => redis.zcard(`${queuePrefix}:athar:${name}`));
    return (await Promise.all([...lists, ...sets])).reduce((sum, each) => sum + each, 0);
  });
  if (stuck > 0) broken('I6', `${stuck} jobs are stuck in the queue`);
}

/** I7. */
async function disclosures({ ask }, broken) {
  const told = await ask(`
    select d.id from disclosures d
    where d.state in ('delivered', 'followed_up', 'transferred')
      and (d.approved_by is null or d.approved_by = d.proposed_by
        or not exists (select 1 from disclosure_events e where e.disclosure_id = d.id and e.kind = 'approve')
        or (d.suggestion_id is not null and not exists (select 1 from suggestion_events e where e.suggestion_id = d.suggestion_id and e.kind = 'confirmed')))`);
  if (told.length > 0) broken('I7', `${told.length} disclosures without their decisions`);
  const confirmed = await ask(`
    select s.id from suggestions s where s.state = 'confirmed'
      and not exists (select 1 from suggestion_events p join suggestion_events c on c.suggestion_id = p.suggestion_id
        where p.suggestion_id = s.id and p.kind = 'proposed' and c.kind = 'confirmed' and p.account_id <> c.account_id)`);
  if (confirmed.length > 0) broken('I7', `${confirmed.length} confirmed links without two people's decisions`);
}
