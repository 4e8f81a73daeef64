// L1: reports at a steady pace while a partner's list of 100,000 rows is taken in. Of the same reports L5 under load: from filed to the first suggestion.

import { readFileSync } from 'node:fs';
import { handIn } from '../../hand-in.mjs';
import { listFile } from '../../import/list-file.mjs';
import { clockOf, fileReports, suggestionDelays } from './file-reports.mjs';

export const title = 'L1 reports at a steady pace beside an import';
export const rates = { floor: 600, goal: 1_800 };
const limits = { floor: { p95Ms: 500, suggestionS: 300 }, goal: { p95Ms: 300, suggestionS: 60 } };
export const seconds = 600;

export async function measure(stage, { rate, seconds: asked, rows, say }) {
  const list = rows > 0 ? await listFile('csv', rows) : null;
  const since = await clockOf(stage.database);
  const importing = list
    ? handIn(stage.service.url, stage.service.token, {
        name: 'list.csv',
        text: readFileSync(list.name),
        source: { document_type: 'intake_register', title: 'Beside reports' },
      }).then(
        ({ storedSeconds }) => ({ rows: list.rows, storedSeconds }),
        (error) => ({ error: error.message }),
      )
    : null;
  const found = await fileReports(stage, { perMinute: rates[rate], seconds: asked, seed: 1 });
  const imported = await importing;
  say('waiting until everything is compared');
  const waiting = await stage.settle();
  const suggestions = await suggestionDelays(stage.database, since);
  const { p95Ms, suggestionS } = limits[rate];
  const { counts, ledger, times } = found;
  const whole = counts.accepted === counts.sent && ledger.lost === 0 && ledger.doubled === 0;
  return [
    {
      load: 'L1',
      ...found,
      beside: imported,
      wanted: `p95 <= ${p95Ms} ms, 0 lost, 0 refused`,
      held: whole && times !== null && times.p95 <= p95Ms,
    },
    {
      load: 'L5',
      called: 'filed to suggestion, under L1',
      unit: 's',
      times: suggestions,
      waiting,
      wanted: `p95 <= ${suggestionS} s`,
      held: suggestions !== null && suggestions.p95 <= suggestionS && waiting === 0,
    },
  ];
}
