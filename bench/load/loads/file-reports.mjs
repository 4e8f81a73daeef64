// Reports filed by caseworkers of all organisations in turn, at a rate that does not ask how the service is. For L1, L2 and the soak.
import { isAccepted, timesOf } from '../figures.mjs';
import { countReports, Ledger } from '../ledger.mjs';
import { openLoop } from '../open-loop.mjs';
import { Saturation } from '../saturation.mjs';

let told = 0;

/** @returns times of what was accepted, counts of answers, what was used up, and the ledger beside the database after those who were sent away came again */
export async function fileReports({ service, database, tokens, body }, { perMinute, seconds, seed }) {
  const before = await countReports(database);
  const ledger = new Ledger();
  const saturation = await Saturation.watch(service.databaseUrl);
  const { sentSeconds, lateMs } = await openLoop({ perSecond: perMinute / 60, seconds, seed }, (nth, dueAt) =>
    ledger.file(service.url, { token: tokens[nth % tokens.length], body: body(told++), dueAt }),
  );
  const used = await saturation.stop();
  const counts = ledger.counts();
  const times = (test) => timesOf(ledger.entries.filter(({ first }) => test(first)).map(({ first }) => first.ms));
  await ledger.comeAgain(service.url);
  return {
    perMinute,
    seconds: sentSeconds,
    counts,
    times: times(isAccepted),
    refusalTimes: times(({ status }) => status === 503 || status === 429),
    lateMs,
    used,
    ledger: await ledger.check(database, before),
  };
}

/** From being stored until the first suggestion stands, seconds, of the reports since `since` that have one. By the clock of the database. */
export async function suggestionDelays(database, since) {
  const { rows } = await database.query(
    `select extract(epoch from min(s.created_at) - r.created_at)::float as seconds
     from reports r join suggestions s on s.report_id = r.id where r.created_at >= $1 group by r.id, r.created_at`,
    [since],
  );
  return timesOf(rows.map(({ seconds }) => seconds));
}

export const clockOf = async (database) => (await database.query('select clock_timestamp() as at')).rows[0].at;
