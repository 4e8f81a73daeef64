import { setTimeout as pause } from 'node:timers/promises';
import type { Client, TestApplication } from './application.js';
import { aSource, csv, markerFamily } from './builders.js';
import { check } from './hand-in.js';

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
type View = any;

/** Versions of one list, handed in by one caller. */
export function versionsOf(application: TestApplication, client: Client, name: string, kind = 'detention_records') {
  const view = async (id: string): Promise<View> => (await client.get(`/v1/imports/${id}`)).body;
  const until = async (id: string, ...states: string[]): Promise<View> => {
    for (const end = Date.now() + 60_000; ; await pause(30)) {
      const now = await view(id);
      if (states.includes(now.state)) return now;
      if (Date.now() > end) throw new Error(`It is still ${now.state}`);
    }
  };
  return {
    view,
    until,
    /** As far as its check. */
    async check(rows: Record<string, string>[], said: object = {}, source: object = aSource()): Promise<View> {
      return check(client, csv(rows), source, { list: { name: `${name} ${markerFamily}` }, kind, ...said } as never);
    },
    /** Confirms what was checked; does not wait. */
    run: (checked: View) =>
      client.post(`/v1/imports/${checked.id}/run`, undefined, { 'if-match': `"${checked.revision}"` }),
    /** Hands a version in, has it stored and compared. */
    async handIn(rows: Record<string, string>[], said: object = {}, source: object = aSource()): Promise<View> {
      const checked = await this.check(rows, said, source);
      const answer = await this.run(checked);
      if (answer.status !== 202) throw new Error(`The run answered ${answer.status} ${JSON.stringify(answer.body)}`);
      await application.settled();
      return view(checked.id);
    },
    /** What became of the rows, in the order of the file: outcome and codes of problems. */
    async outcomes(id: string): Promise<string[]> {
      const { items } = (await client.get(`/v1/imports/${id}/rows?limit=200`)).body;
      return items.map((row: View) =>
        [row.outcome, ...row.problems.map((problem: { code: string }) => problem.code)].join(' '),
      );
    },
    async revert(id: string, reason = 'The wrong file'): Promise<View> {
      const answer = await client.post(`/v1/imports/${id}/revert`, { reason });
      if (answer.status !== 202) throw new Error(`The revert answered ${answer.status} ${JSON.stringify(answer.body)}`);
      await application.settled();
      return view(id);
    },
    async bringBack(id: string): Promise<View> {
      const answer = await client.send('DELETE', `/v1/imports/${id}/revert`);
      if (answer.status !== 202) throw new Error(`It answered ${answer.status} ${JSON.stringify(answer.body)}`);
      await application.settled();
      return view(id);
    },
  };
}

/** Everything that stands as a record, without ids and times: who is said to be where, by which row of which title. */
export async function liveContent(application: TestApplication): Promise<string[]> {
  const rows: { line: string }[] = await application.dataSource.query(
    `select (to_jsonb(d) - array['id', 'created_at', 'source_id', 'organisation_id', 'revision'])::text || ' from ' || s.title || ' named ' ||
       (select string_agg(n.person || n.position || n.raw || n.parses::text, ', ' order by n.person, n.position) from person_names n
        where n.detention_record_id = d.id) || ' spoken for by ' || coalesce((
         select l.name || encode(r.row_key, 'hex') || encode(r.content_digest, 'hex') || o.title || r.row_number || r.version_at || seen.title
         from list_rows r join lists l on l.id = r.list_id join imports i on i.id = r.import_id join sources o on o.id = i.source_id
         join imports n on n.id = r.seen_in join sources seen on seen.id = n.source_id where r.detention_record_id = d.id), 'nobody') as line
     from detention_records d join sources s on s.id = d.source_id where d.withdrawn_at is null order by 1`,
  );
  return rows.map(({ line }) => line);
}
