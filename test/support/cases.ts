import { expect } from '@jest/globals';
import { putAccount } from '../../src/access/demonstration-accounts.js';
import { type Client, signIn, type TestApplication } from './application.js';
import { aMan } from './builders.js';

/** Steps that need a reason get this one. */
export const because = 'Athartest: the family said so.';

/** Cases through the interface: with the revision that stands, unless a test says otherwise. */
export function casesOf(client: Client) {
  const get = async (id: string) => (await client.get(`/v1/cases/${id}`)).body;
  const edit = async (id: string, path: string, body: object, revision?: number) => {
    const seen = revision ?? (await get(id))?.revision ?? 1;
    return client.post(`/v1/cases/${id}/${path}`, body, { 'if-match': `"${seen}"` });
  };
  return {
    get,
    ofReport: async (reportId: string) => (await client.get(`/v1/reports/${reportId}/case`)).body,
    step: (id: string, action: string, further: object = {}, revision?: number) =>
      edit(id, 'steps', { action, ...further }, revision),
    assign: (id: string, body: object, revision?: number) => edit(id, 'assignment', body, revision),
    link: (id: string, reportId: string) =>
      client.post(`/v1/cases/${id}/reports`, { report_id: reportId, reason: because }),
    unlink: (id: string, reportId: string) =>
      client.send('DELETE', `/v1/cases/${id}/reports/${reportId}`, { reason: because }),
    history: async (id: string, query = '') =>
      (await client.get(`/v1/cases/${id}/history?limit=200${query}`)).body.items,
    /** A report and its case. */
    async file(man: number, changes: object = {}): Promise<{ reportId: string; id: string }> {
      const filed = await client.post('/v1/reports', { ...aMan(man).report(), ...changes });
      expect(filed.status).toBe(201);
      const { id } = await this.ofReport(filed.body.id);
      return { reportId: filed.body.id, id };
    },
    /** The same, taken up. */
    async fileOpen(man: number, changes: object = {}): Promise<{ reportId: string; id: string }> {
      const filed = await this.file(man, changes);
      for (const action of ['begin_intake', 'open']) expect((await this.step(filed.id, action)).status).toBe(200);
      return filed;
    },
  };
}

/** Another supervisor of the organisation that runs the service. */
export async function anotherSupervisor(application: TestApplication): Promise<Client> {
  const account = {
    login: 'dalia',
    displayName: 'Dalia Athartest',
    role: 'supervisor' as const,
    password: 'umbrella kettle fjord 9',
  };
  await putAccount(application.dataSource, account, true);
  return signIn(application.url, { ...account, account: account.login });
}

export const enter = (application: TestApplication, login: string) =>
  signIn(application.url, application.accounts.find((one) => one.login === login)!);

/** What row-level security reads of somebody who is signed in. */
export async function settingsOf(application: TestApplication, login: string) {
  const [row]: { organisation: string; actor: string; role: string }[] = await application.dataSource.query(
    'select organisation_id as organisation, id as actor, role from accounts where login = $1',
    [login],
  );
  return row;
}
