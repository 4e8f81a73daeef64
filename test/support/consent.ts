import { expect } from '@jest/globals';
import type { Client } from './application.js';

/** The first person who reports answers anew about being searched for. */
export async function answerAboutSearch(client: Client, reportId: string, granted: boolean): Promise<void> {
  const { body } = await client.get(`/v1/reports/${reportId}/reporters`);
  const answer = { reporter_id: body.items[0].id, purpose: 'search', granted, form_version: 'test-2', language: 'ar' };
  expect((await client.post(`/v1/reports/${reportId}/consents`, answer)).status).toBe(201);
}
