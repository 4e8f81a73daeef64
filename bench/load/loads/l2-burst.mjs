// L2: a news day. More reports in a minute than a day has; what cannot be taken is asked to come again, and what was taken is there.
import { fileReports } from './file-reports.mjs';

export const title = 'L2 burst of reports';
export const rates = { floor: 3_000, goal: 6_000 };
const p95Ms = 1_500;
export const seconds = 60;

export async function measure(stage, { rate, seconds: asked, say }) {
  const found = await fileReports(stage, { perMinute: rates[rate], seconds: asked, seed: 2 });
  say('waiting until everything is compared');
  await stage.settle();
  const { counts, ledger, times } = found;
  const onlyRefused = counts.failed + counts.unanswered + counts.other + counts.refusedWithoutTime === 0;
  const whole = ledger.lost + ledger.doubled + ledger.openInTheEnd === 0;
  return [
    {
      load: 'L2',
      ...found,
      wanted: `p95 <= ${p95Ms} ms, the rest 429 or 503, 0 lost`,
      held: onlyRefused && whole && times !== null && times.p95 <= p95Ms,
    },
  ];
}
