// The service with what years of work leave in it (security.md 3.1: 200,000 reports, 500,000 records, 20 organisations), and people who use it.
import pg from 'pg';
import { inventStaff, putAccount } from '../../dist/access/demonstration-accounts.js';
import { generatePopulation, reportBody } from '../../dist/demonstration/index.js';
import { startService } from '../import/service.mjs';
import { makeFiled, makePopulation } from '../scale/population.mjs';
import { fillDatabase } from '../scale/service/fill-database.mjs';
import { insist, json } from './ask.mjs';

/** So many people of the lists are looked for. */
const reportedShare = 10;

/**
 * @param size records and reports that stand in the database before; organisations whose caseworkers file
 * @returns the running service, one signed-in caseworker for each organisation, and `reports`, bodies of reports about people of whom some are on the lists
 */
export async function setStage({ records, reports, organisations, seed = 7, threads = 2, say }) {
  const size = { seed, records, reports: Math.ceil(records / reportedShare), threads, say };
  const population = await makePopulation(size);
  const filed = reports > 0 ? await makeFiled({ seed, reports, threads, say }) : { folders: [] };
  const partners = Array.from({ length: organisations - 1 }, (_, at) => ({
    ...inventStaff()[0],
    login: `athartest-${at + 1}`,
    partner: `Athartest organisation ${at + 1}`,
  }));
  const service = await startService(
    // Each family that signs in is of its own network, as a proxy that is trusted says it.
    { TRUSTED_PROXIES: '127.0.0.1', READS_PER_HOUR: '10000', READS_PER_DAY: '100000' },
    {
      say,
      hear: (name, line) => say(`[${name}] ${line.slice(0, 300)}`),
      prepare: async ({ dataSource, databaseUrl, directory }) => {
        for (const account of partners) await putAccount(dataSource, account, true);
        const database = new pg.Client(databaseUrl);
        await database.connect();
        await fillDatabase(database, directory, { population, filed: filed.folders, say });
        await database.end();
      },
    },
  );
  try {
    const database = new pg.Client(service.databaseUrl);
    await database.connect();
    const rana = service.staff.find(({ role }) => role === 'caseworker');
    const tokens = [];
    for (const { login, password } of [rana, ...partners]) {
      const body = JSON.stringify({ account: login, password });
      tokens.push(
        (await insist(service.url, { method: 'POST', path: '/v1/session', headers: json(null), body })).token,
      );
    }
    const bodies = population.slices.flatMap(({ slice }) =>
      generatePopulation(slice).reports.map((report) => JSON.stringify(reportBody(report))),
    );
    return {
      service,
      database,
      tokens,
      /** In turn: a person after the other, again from the beginning when all were told of. */
      body: (nth) => bodies[nth % bodies.length],
      settle: () => settled(database),
      stop: async () => {
        await database.end();
        await service.stop();
      },
    };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

/** Resolves when everything is compared. */
async function settled(database, minutes = 20) {
  const until = performance.now() + minutes * 60_000;
  for (;;) {
    const { rows } = await database.query(
      "select count(*)::int as n from due_marks where task in ('reports.match', 'detention-records.match')",
    );
    if (rows[0].n === 0) return 0;
    if (performance.now() > until) return rows[0].n;
    await new Promise((go) => setTimeout(go, 250));
  }
}
