import pg from 'pg';
import { type AcceptedRisk, type Config, ConfigurationError } from '../config.js';
import { createLog } from '../logging.js';
import { whatTheQueueMayLose } from './queue-durability.js';
import { weakSecrets } from './weak-secrets.js';

/** One thing that must not be so where real people are served. */
interface Objection {
  risk: AcceptedRisk;
  sentence: string;
}

/**
 * Looks, before a process serves real people, whether what it stands on may be stood on. In a demonstration nothing is asked.
 * @param process stands in the log
 * @param asks what the process has: the sender has no queue, and only the API can see accounts
 * @throws ConfigurationError with every sentence at once, each saying what to do; what ATHAR_ACCEPT_UNSAFE names is written to the log instead
 */
export async function requireSafe(
  config: Config,
  process: 'serve' | 'api' | 'worker' | 'sender' | 'notifier',
  asks: { queue: boolean; accounts: boolean },
): Promise<void> {
  if (config.mode === 'demonstration') return;
  const objections: Objection[] = [
    ...weakSecrets(config, asks.queue).map((sentence): Objection => ({ risk: 'weak-secrets', sentence })),
    ...(asks.queue ? await whatTheQueueMayLose(config.redisUrl) : []).map(
      (sentence): Objection => ({ risk: 'volatile-queue', sentence }),
    ),
    ...(asks.accounts ? await demonstrationAccounts(config.databaseUrl) : []).map(
      (sentence): Objection => ({ risk: 'demonstration-accounts', sentence }),
    ),
  ];
  const refused = objections.filter(({ risk }) => !config.acceptedRisks.includes(risk));
  if (refused.length > 0)
    throw new ConfigurationError(
      [
        'This is not safe for real people, and does not start.',
        ...refused.map(({ risk, sentence }) => `- ${sentence} (${risk})`),
        'To try it out all the same, without real people: ATHAR_ACCEPT_UNSAFE with the words in brackets, separated by commas.',
      ].join('\n'),
    );
  const log = createLog(config.logLevel, process);
  for (const risk of new Set(objections.map((one) => one.risk)))
    log.warn(
      { code: 'config.unsafe_accepted', risk },
      'this is not safe for real people, and was started all the same',
    );
}

/** As the API at its door: no session is open yet. */
async function demonstrationAccounts(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('begin');
    await client.query(
      `select set_config('app.organisation', '', true), set_config('app.actor', '', true), set_config('app.role', '', true), set_config('app.purpose', 'door', true)`,
    );
    const { rows } = await client.query<{ accounts: number }>(
      'select count(*)::int as accounts from accounts where demonstration',
    );
    if (rows[0].accounts === 0) return [];
    return [
      `This database is that of a demonstration: it has ${rows[0].accounts} demonstration accounts, and invented people beside whom no real ones may stand. Make a new database (athar migrate), or start with "athar demo".`,
    ];
  } finally {
    await client.end();
  }
}
