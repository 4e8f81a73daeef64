import { expect } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { inBlindSample } from '../../src/suggestions/blind.js';
import type { Client, TestApplication } from './application.js';
import { aSource, csv } from './builders.js';

/** What a caseworker does in most tests: file a report, import a list and wait until it is compared, look at what is suggested. */
export function caseworkOf(application: TestApplication, client: Client) {
  return {
    async file(report: object): Promise<string> {
      const answer = await client.post('/v1/reports', report);
      expect(answer.status).toBe(201);
      return answer.body.id;
    },
    async importRows(rows: Record<string, string>[], source = aSource()) {
      const answer = await client.upload(csv(rows), source);
      expect(answer.status).toBe(202);
      await application.settled();
      return (await client.get(`/v1/imports/${answer.body.id}`)).body;
    },
    async suggestionsOf(reportId: string, query = '') {
      return (await client.get(`/v1/suggestions?report_id=${reportId}${query}`)).body.items;
    },
  };
}

/** Confirms somebody else's proposal as one has to: first one's own opinion, then the decision. @returns the answer */
export async function confirmAsSecond(client: Client, suggestionId: string, seenRevision: number) {
  const path = `/v1/suggestions/${suggestionId}`;
  const opinion = await client.post(`${path}/opinions`, { opinion: 'same', seen_revision: seenRevision });
  expect({ status: opinion.status, code: opinion.body.code }).toEqual({ status: 200, code: undefined });
  const confirmed = await client.post(`${path}/decisions`, {
    action: 'confirm',
    seen_revision: opinion.body.revision,
  });
  expect({ status: confirmed.status, code: confirmed.body.code }).toEqual({ status: 200, code: undefined });
  return confirmed;
}

/** The pairs whose weights this person is shown: of one in twenty of each person they are hidden. @returns ids, the best pair first */
export async function withWeights(dataSource: DataSource, login: string): Promise<string[]> {
  const [account] = await dataSource.query('select id from accounts where login = $1', [login]);
  const pairs: { id: string }[] = await dataSource.query('select id from suggestions order by match_weight desc, id');
  return pairs.map(({ id }) => id).filter((id) => !inBlindSample(id, account.id));
}
