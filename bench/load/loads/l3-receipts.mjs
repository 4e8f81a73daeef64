// L3: families come back with the number and the code of their receipt, each from a network of its own. An argon2 hash for each: processor time is what it costs.
import { ask, insist, json } from '../ask.mjs';
import { isAccepted, isRefused, timesOf } from '../figures.mjs';
import { openLoop } from '../open-loop.mjs';
import { Saturation } from '../saturation.mjs';

export const title = 'L3 sign-ins with a receipt';
export const rates = { floor: 60, goal: 100 };
const p95Ms = 500;
export const seconds = 60;
const families = 300;
let receipts;

export async function measure(stage, { rate, seconds: asked, say }) {
  receipts ??= await giveReceipts(stage, say);
  const { url, databaseUrl } = stage.service;
  const saturation = await Saturation.watch(databaseUrl);
  const { answers, sentSeconds, lateMs } = await openLoop(
    { perSecond: rates[rate], seconds: asked, seed: 3 },
    (nth, dueAt) =>
      ask(url, {
        method: 'POST',
        path: '/v1/family/session',
        headers: json(null, { 'x-forwarded-for': `10.${(nth >> 8) & 255}.${nth & 255}.7` }),
        body: JSON.stringify(receipts[nth % receipts.length]),
        dueAt,
      }),
  );
  const used = await saturation.stop();
  const of = (test) => answers.filter(test).length;
  const counts = {
    sent: answers.length,
    accepted: of(isAccepted),
    refused: of(isRefused),
    unanswered: of(({ status }) => status === 0),
    failed: of((answer) => answer.status >= 500 && !isRefused(answer)),
    other: of((answer) => answer.status !== 0 && answer.status < 500 && !isAccepted(answer) && !isRefused(answer)),
  };
  const times = timesOf(answers.filter(isAccepted).map(({ ms }) => ms));
  return [
    {
      load: 'L3',
      perSecond: rates[rate],
      seconds: sentSeconds,
      counts,
      times,
      refusalTimes: timesOf(answers.filter(isRefused).map(({ ms }) => ms)),
      lateMs,
      used,
      wanted: `p95 <= ${p95Ms} ms`,
      held: counts.accepted === counts.sent && times !== null && times.p95 <= p95Ms,
    },
  ];
}

async function giveReceipts({ service: { url }, database, tokens, body }, say) {
  say(`giving out ${families} receipts`);
  const given = [];
  for (let nth = 0; nth < families; nth++) {
    const post = (path, sent) => {
      const headers = json(tokens[0], { 'idempotency-key': crypto.randomUUID() });
      return insist(url, { method: 'POST', path, headers, body: sent });
    };
    const { id } = await post('/v1/reports', body(nth));
    const { rows } = await database.query('select id from reporters where report_id = $1', [id]);
    const { request_number, secret } = await post(
      `/v1/reports/${id}/receipts`,
      JSON.stringify({ reporter_id: rows[0].id }),
    );
    given.push({ request_number, secret });
  }
  return given;
}
