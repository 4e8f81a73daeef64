// L5: from filing a report until its suggestions stand, with nothing else going on. Under load it is measured with L1.
import { clockOf, fileReports, suggestionDelays } from './file-reports.mjs';

export const title = 'L5 filed to suggestion, idle';
export const rates = { floor: 30 };
const limits = { floor: 60, goal: 10 };
export const seconds = 60;

export async function measure(stage, { rate, seconds: asked }) {
  const since = await clockOf(stage.database);
  const found = await fileReports(stage, { perMinute: rates[rate], seconds: asked, seed: 5 });
  const waiting = await stage.settle();
  const delays = await suggestionDelays(stage.database, since);
  const holds = (limit) => delays !== null && delays.p95 <= limit && waiting === 0;
  return [
    {
      load: 'L5',
      called: 'filed to suggestion, idle',
      unit: 's',
      counts: found.counts,
      times: delays,
      waiting,
      used: found.used,
      wanted: `floor p95 <= ${limits.floor} s, goal <= ${limits.goal} s`,
      held: holds(limits.floor),
      goal: holds(limits.goal),
    },
  ];
}
