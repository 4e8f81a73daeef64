// One file through the HTTP interface as far as it goes, and what must hold of it whatever is in it.
import { Readable } from 'node:stream';
import { MappingRefused } from '../../dist/cli/import/door.js';
import { httpDoor, Refused } from '../../dist/cli/import/http-door.js';
import { sendFile } from '../../dist/cli/import/send-file.js';
import { selectedMapping } from '../../dist/cli/import/take-mapping.js';
import { fieldsOf } from '../../dist/imports/mapping/import-fields.js';
import { rows as readRows } from '../../dist/partner-files/index.js';

const settled = ['mapping', 'checked', 'held_back', 'done', 'failed', 'cancelled'];
/** Failures that a file of some kilobytes must not end in: the parsing process fell, or ate what a large file may eat. */
const neverOfSmall = ['parser.crashed', 'parser.time', 'parser.memory', 'import.rows_unaccounted'];
const patienceMs = 120_000;

export class Violation extends Error {}

function hold(condition, what) {
  if (!condition) throw new Violation(what);
}

/**
 * @returns where it ended: its state, with the code of a failure or refusal
 * @throws Violation
 */
export async function fuzzOne(service, { bytes, fileName, lines, isMutated }, random) {
  const { url, token, database } = service;
  const list = { name: `Athartest ${crypto.randomUUID()}` };
  const first = await handedIn(service, list, fileName, bytes, random, null);
  if (typeof first === 'string') return first;
  if (first.state === 'checked' || first.state === 'done') await everyRowCounts(first, bytes, isMutated ? null : lines);
  if (first.state !== 'done') return ended(first);
  const { rows } = first;
  await filesComeOut(url, token, first);
  const before = await stored(database, first.list.id);
  const second = await handedIn(service, { id: first.list.id }, fileName, bytes, random, first.mapping);
  hold(second.state === 'done', `the same bytes again are ${ended(second)}`);
  const again = second.rows;
  hold(again.created === 0 && again.new_revision === 0, `the same bytes again store ${JSON.stringify(again)}`);
  hold(
    again.total === rows.total && again.held === rows.held && again.rejected === rows.rejected,
    `the same bytes again are told otherwise: ${JSON.stringify([rows, again])}`,
  );
  hold((await stored(database, first.list.id)) === before, 'the same bytes again changed what is stored');
  return rows.created > 0 ? 'done' : 'done (no row)';
}

const ended = ({ state, failure }) => (failure ? `failed ${failure.code}` : state);

/** @returns the import where it waits or is over; a text when the service would not have it */
async function handedIn({ url, token, database }, list, fileName, bytes, random, mapping) {
  const door = httpDoor(url, token);
  // Its state is asked of the database, and only the end of the service: whoever asks all the time measures the asking.
  const wait = async ({ id }) => {
    const until = Date.now() + patienceMs;
    for (;;) {
      const { rows } = await database.query('select state from imports where id = $1', [id]);
      if (settled.includes(rows[0].state)) return door.view(id);
      hold(Date.now() < until, `it stays ${rows[0].state}`);
      await new Promise((go) => setTimeout(go, 50));
    }
  };
  let view;
  try {
    view = await door.create(crypto.randomUUID(), {
      kind: 'detention_records',
      list,
      source: { document_type: 'other', title: 'Athartest' },
      file: { name: fileName, bytes: bytes.length },
    });
  } catch (error) {
    if (error instanceof Refused && bytes.length === 0) return 'refused (empty)';
    throw error;
  }
  await sendFile(door, view.id, { size: bytes.length, from: (start) => Readable.from([bytes.subarray(start)]) });
  view = await wait(view);
  if (view.state === 'failed') {
    hold(!neverOfSmall.includes(view.failure.code), `it failed: ${view.failure.code}`);
    return view;
  }
  hold(view.state === 'mapping', `after inspection it is ${view.state}`);
  // JSON Lines without a line that could be read: how it is read can be changed, and there is nothing to map.
  if (view.inspection.columns.length === 0) return view;
  try {
    view = await wait(await door.map(view.id, view.revision, mapping ?? mappingOf(view, random)));
  } catch (error) {
    if (!(error instanceof MappingRefused)) throw error;
    return view;
  }
  if (view.state === 'failed') hold(!neverOfSmall.includes(view.failure.code), `it failed: ${view.failure.code}`);
  if (view.state !== 'checked') return view;
  const { summary } = view;
  const done = await wait(await door.run(view.id, view.revision));
  if (done.state !== 'done') {
    hold(done.state === 'held_back', `after the run it is ${done.state}`);
    return done;
  }
  const { rows } = done;
  const outcomes = rows.created + rows.new_revision + rows.unchanged + rows.held + rows.rejected;
  hold(outcomes === rows.total && rows.done === rows.total, `outcomes do not add up: ${JSON.stringify(rows)}`);
  hold(summary.rows.total === rows.total, `the check counted ${summary.rows.total} rows, the run ${rows.total}`);
  hold(
    summary.rows.ready + summary.rows.held + summary.rows.rejected === summary.rows.total,
    `the check does not add up: ${JSON.stringify(summary.rows)}`,
  );
  return done;
}

/** What was guessed; now and then something else, and some column as name where none was found. */
function mappingOf(view, random) {
  const mapping = selectedMapping(view);
  const free = () => fieldsOf(mapping.kind).filter((field) => !mapping.columns.some((each) => each.field === field));
  for (const column of mapping.columns) if (random.chance(0.08)) column.field = random.pick(free());
  const named = mapping.columns.some(({ field }) => field === 'full_name' || field === 'given_name');
  if (!named && mapping.columns.length > 0) random.pick(mapping.columns).field = 'full_name';
  return mapping;
}

/** Beside the ledger of a file that we wrote, and beside what the reader counts in it here. */
async function everyRowCounts({ rows, summary, inspection }, bytes, lines) {
  let end;
  for await (const reading of readRows([bytes], inspection.options)) if (reading.kind === 'end') end = reading;
  const told = rows.total + summary.rows.blank;
  hold(told === end.rows + end.rejected + end.blank, `${told} rows are told, the reader counts ${JSON.stringify(end)}`);
  hold(summary.rows.blank === end.blank, `${summary.rows.blank} blank rows are told, the reader counts ${end.blank}`);
  if (lines !== null)
    hold(told + end.above === lines, `${told} rows below ${end.above} lines, of ${lines} that were written`);
}

/** Each row is listed with its outcome, and the files about them can be fetched. */
async function filesComeOut(url, token, { id, rows }) {
  const get = async (path) => {
    const answer = await fetch(`${url}/v1/imports/${id}/${path}`, { headers: { authorization: `Bearer ${token}` } });
    hold(answer.status === 200, `${path} answers ${answer.status}`);
    return answer;
  };
  const { items } = await (await get('rows?limit=200')).json();
  hold(items.length === Math.min(200, rows.total), `${items.length} rows are listed of ${rows.total}`);
  hold(
    items.every(({ outcome }) => outcome !== null),
    'a row has no outcome',
  );
  await (await get('errors.csv')).arrayBuffer();
  await (await get('annotated')).arrayBuffer();
}

/** A hash of all records and names of a list. */
async function stored(database, listId) {
  const { rows } = await database.query(
    `select md5(coalesce(string_agg(what, '' order by what), '')) as hash from (
       select to_jsonb(d)::text as what from detention_records d where d.id in (select detention_record_id from list_rows where list_id = $1)
       union all select to_jsonb(n)::text from person_names n
         where n.detention_record_id in (select detention_record_id from list_rows where list_id = $1)) as all_of_it`,
    [listId],
  );
  return rows[0].hash;
}
