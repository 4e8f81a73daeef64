// What people do while something breaks: families' reports are filed, lists handed in, suggestions decided on. One seed gives the same people, files
// and choices each time.
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { selectedMapping } from '../../dist/cli/import/take-mapping.js';
import { generatePopulation, reportBody, writeDetentionCsv } from '../../dist/demonstration/index.js';
import { Random } from '../../dist/demonstration/random.js';

/** Few enough for a run of some seconds, enough to be interrupted in the middle of. */
const size = { reports: 10, records: 110 };
const filesAtMost = 3;

/** The invented people of a workload. Reporters carry a canary: it may stand nowhere in clear. */
export function inventWork(workloadSeed) {
  const population = generatePopulation({ seed: 9_000 + workloadSeed, ...size });
  const canary = `canary${createHash('sha256').update(`faults ${workloadSeed}`).digest('hex').slice(0, 16)}`;
  const reports = population.reports.map((report) => {
    const body = reportBody(report);
    const contacts = [{ kind: 'email', value: `${canary}@athartest.invalid`, safe_times: 'never' }];
    return {
      key: `${report.key}-w${workloadSeed}`,
      body: { ...body, reporter: { ...body.reporter, filing_mode: 'named', name: `Athartest ${canary}`, contacts } },
    };
  });
  const files = writeDetentionCsv(population.records)
    .sort((a, b) => b.rowCount - a.rowCount)
    .slice(0, filesAtMost)
    .map(({ source, lines, rowCount }) => ({
      name: source.fileName,
      rowCount,
      bytes: Buffer.from([...lines].join('\r\n')),
      source: { document_type: source.type, title: source.title, document_date: source.documentDate },
    }));
  return { reports, files, canary };
}

/** Everything that the clients do in one run. Resolves when all have what they wanted, or gave up. */
export async function work({ callers, ledger, people, seed, orders = {} }) {
  const random = new Random(seed * 31 + 7);
  const [rana, omar] = callers;
  await Promise.all([
    fileReports(rana, ledger, people, new Random(random.between(1, 1e9)), orders),
    ...people.files.map((file, at) =>
      handIn(
        at % 2 === 0 ? rana : omar,
        ledger,
        file,
        `import-${at}-w${seed}`,
        new Random(random.between(1, 1e9)),
        orders,
      ),
    ),
    decide(rana, omar, ledger, new Random(random.between(1, 1e9)), orders),
  ]);
}

async function fileReports(caller, ledger, people, random, { giveUp = 0.1, replay = 0.4 }) {
  for (const { key, body } of people.reports) {
    await pause(random.between(0, 250));
    const operation = ledger.begin('report', { key, sent: body });
    // Somebody who does not try again: then nobody knows whether it was filed.
    const answer = await caller.surely(
      operation,
      'POST',
      '/v1/reports',
      { json: body },
      random.chance(giveUp) ? 1 : 200,
    );
    if (operation.outcome === 'ok' && random.chance(replay))
      await sendAgain(caller, ledger, operation, body, answer.text);
    if (random.chance(0.15)) await refused(caller, ledger, `${key}-refused`, body);
  }
}

/** The same key and body give the first answer again, byte for byte. */
async function sendAgain(caller, ledger, { key }, json, first) {
  const again = await caller.ask('POST', '/v1/reports', { json, headers: { 'idempotency-key': key } });
  if (again.status === 201 && again.text !== first)
    ledger.remark('I1', `${key}: sent again, it was answered otherwise`);
}

/** What is refused leaves nothing. */
async function refused(caller, ledger, key, body) {
  const operation = ledger.begin('report', { key, sent: body });
  await caller.surely(operation, 'POST', '/v1/reports', { json: { ...body, sought: { ...body.sought, names: [] } } });
}

/** A list from its first byte to its last stored row, as a person with patience hands it in. */
export async function handIn(
  caller,
  ledger,
  file,
  key,
  random,
  { pieces = 4, cuts = false, patienceMs = 240_000 } = {},
) {
  const json = {
    kind: 'detention_records',
    list: { name: `Athartest ${key}` },
    source: file.source,
    file: { name: file.name, bytes: file.bytes.length },
  };
  const operation = ledger.begin('import', { key, file, state: null, accepted: false });
  const begun = await caller.surely(operation, 'POST', '/v1/imports', { json });
  if (operation.outcome !== 'ok') return operation;
  const at = `/v1/imports/${begun.body.id}`;
  const until = Date.now() + patienceMs;
  while (Date.now() < until && !caller.over?.()) {
    const { status, body: view } = await caller.ask('GET', at);
    if (status !== 200) {
      await pause(300);
      continue;
    }
    operation.state = view.state;
    operation.failure = view.failure?.code;
    const seen = { 'if-match': `"${view.revision}"` };
    if (view.state === 'receiving') {
      if (cuts) await sendInTenths(caller, at, file.bytes, random);
      await send(caller, at, file.bytes, pieces);
    } else if (view.state === 'mapping')
      await caller.ask('PUT', `${at}/mapping`, { json: selectedMapping(view), headers: seen });
    else if (view.state === 'checked') {
      const { status } = await caller.ask('POST', `${at}/run`, {
        headers: { ...seen, 'idempotency-key': `${key}-run-${view.revision}` },
      });
      operation.accepted ||= status === 202 || status === 200;
    } else if (['done', 'failed', 'cancelled', 'held_back'].includes(view.state)) return operation;
    await pause(random.between(80, 200));
  }
  return operation;
}

/** What is still missing, in pieces; whatever goes wrong, the next look tells how far it came. */
async function send(caller, at, bytes, pieces) {
  const head = await caller.ask('HEAD', `${at}/file`);
  let offset = Number(head.headers.get('upload-offset') ?? Number.NaN);
  const length = Math.ceil(bytes.length / pieces);
  while (offset < bytes.length) {
    const piece = bytes.subarray(offset, offset + length);
    const answer = await caller.ask('PATCH', `${at}/file`, {
      bytes: piece,
      headers: { 'upload-offset': String(offset) },
    });
    if (answer.status !== 204) return;
    offset = Number(answer.headers.get('upload-offset'));
  }
}

/** Each tenth ends in the middle of a request. What came of it is kept or not: the next look tells. The last one is left to be sent. */
export async function sendInTenths(caller, at, bytes, random) {
  for (let tenth = 1; tenth < 10; tenth++) {
    const head = await caller.ask('HEAD', `${at}/file`);
    const offset = Number(head.headers.get('upload-offset') ?? Number.NaN);
    const end = Math.ceil((bytes.length * tenth) / 10);
    if (end > offset) await caller.hangUp(`${at}/file`, offset, bytes, end);
    await pause(random.between(0, 100));
  }
}

/** One caseworker rejects or proposes, another looks at what was proposed and confirms. */
async function decide(rana, omar, ledger, random, { decisions = 3, patienceMs = 20_000 }) {
  const until = Date.now() + patienceMs;
  const taken = new Set();
  while (taken.size < decisions && Date.now() < until) {
    await pause(random.between(200, 500));
    const { status, body } = await rana.ask('GET', '/v1/suggestions?limit=20');
    const open = status === 200 ? body.items.filter((each) => each.state === 'suggested' && !taken.has(each.id)) : [];
    if (open.length === 0) continue;
    const suggestion = random.pick(open);
    taken.add(suggestion.id);
    const propose = random.chance(0.5);
    const answer = await say(rana, ledger, suggestion, 'decisions', {
      action: propose ? 'propose' : 'reject',
      seen_revision: suggestion.revision,
      ...(propose ? { evidence: 'Same mother and same day (invented).' } : { reasons: ['insufficient'] }),
    });
    if (!propose || answer.status !== 200) continue;
    const opinion = await say(omar, ledger, suggestion, 'opinions', {
      opinion: 'same',
      seen_revision: answer.body.revision,
    });
    if (opinion.status === 200)
      await say(omar, ledger, suggestion, 'decisions', { action: 'confirm', seen_revision: opinion.body.revision });
  }
}

function say(caller, ledger, suggestion, door, json) {
  const key = `${door}-${suggestion.id}-${json.action ?? json.opinion}-${json.seen_revision}`;
  const operation = ledger.begin(door === 'opinions' ? 'opinion' : 'decision', {
    key,
    suggestionId: suggestion.id,
    action: json.action ?? 'opinion',
    login: caller.account.login,
  });
  return caller.surely(operation, 'POST', `/v1/suggestions/${suggestion.id}/${door}`, { json });
}
