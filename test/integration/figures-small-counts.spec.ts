import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aPartner, aPerson, demonstrationPerson, notFound, type Person, said } from '../support/administrators.js';
import { startApplication, type TestApplication } from '../support/application.js';
import { aMan, aSource, csv } from '../support/builders.js';
import { audited } from '../support/staff.js';

jest.setTimeout(180_000);

let app: TestApplication;
let rana: Person;
let salma: Person;
let hadi: Person;

beforeAll(async () => {
  app = await startApplication();
  [rana, salma, hadi] = await Promise.all(['rana', 'salma', 'hadi'].map((login) => demonstrationPerson(app, login)));
});
afterAll(() => app.stop());

const figures = async (person: Person) => (await person.client.get('/v1/figures')).body;

describe('R22: the figures', () => {
  it('are counts of the own organisation, of which 1 to 4 are not shown, nor a total that would tell them', async () => {
    const empty = { total: 0, cells: [] };
    expect(await figures(salma)).toEqual({
      reports: empty,
      suggestions: empty,
      imports: empty,
      completeness: null,
      reviewers: { pairs: 0, agreed: null, kappa: null },
      waiting: { total: 0, cells: ['day', 'week', 'month', 'longer'].map((since) => ({ since, count: 0 })) },
      decisions: Array.from({ length: 14 }, () => ({ day: expect.any(String), count: 0 })),
      weights: { shown: { judged: 0, same: null }, hidden: { judged: 0, same: null }, shift: null },
      import_rows: { rows: 0, rejected: null },
    });
    const partner = await aPartner(app, hadi);
    const theirs = await aPerson(app, 'caseworker', partner.id);
    await theirs.client.post('/v1/reports', aMan(11).report());
    for (let man = 0; man < 4; man++) await rana.client.post('/v1/reports', aMan(man).report());
    const few = { total: null, cells: [{ state: 'open', count: '<5' }] };
    expect((await figures(salma)).reports).toEqual(few);
    await rana.client.post('/v1/reports', aMan(4).report());
    expect((await figures(salma)).reports).toEqual({ total: 5, cells: [{ state: 'open', count: 5 }] });
    expect((await figures(await aPerson(app, 'supervisor', partner.id))).reports).toEqual(few);
    await rana.client.upload(csv([0, 1].map((man) => aMan(man).row({ id: String(man) }))), aSource());
    await app.settled();
    const shown = await figures(salma);
    expect(shown.imports).toEqual({ total: null, cells: [{ state: 'done', count: '<5' }] });
    expect(shown.suggestions.total).toBeNull();
    expect(shown.waiting.total).toBeNull();
    expect(shown.waiting.cells[0]).toEqual({ since: 'day', count: '<5' });
    expect(shown.import_rows).toEqual({ rows: '<5', rejected: null });
    for (const cell of shown.suggestions.cells)
      expect(cell).toEqual({ state: 'suggested', band: expect.any(String), count: '<5' });
    // One report in another state: the five that are left must not say how many there were.
    const [{ id }] = await app.dataSource.query('select id from reports where created_by = $1 limit 1', [rana.id]);
    await rana.client.post('/v1/reports', aMan(5).report());
    await app.dataSource.query("update reports set state = 'closed' where id = $1", [id]);
    expect((await figures(salma)).reports).toEqual({
      total: null,
      cells: [
        { state: 'closed', count: '<5' },
        { state: 'open', count: 5 },
      ],
    });
    expect((await audited(app.dataSource, 'figures.viewed'))[0]).toMatchObject({ actor_id: salma.id, outcome: 'done' });
  });

  it('are for supervisors: nobody else learns even how many there are', async () => {
    for (const login of ['rana', 'noor', 'tariq', 'lina', 'hadi'])
      expect([login, ...said(await (await demonstrationPerson(app, login)).client.get('/v1/figures'))]).toEqual([
        login,
        ...notFound,
      ]);
  });
});
