import { expect } from '@jest/globals';
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
