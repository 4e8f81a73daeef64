// One seeded run: a stage, people at work, one fault, and the checker over what is left.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { check } from './checker.mjs';
import { foundSuggestions } from './found-suggestions.mjs';
import { Stage } from './stage.mjs';
import { inventWork, work } from './workload.mjs';

/** How many different workloads there are; each needs one undisturbed run to be compared with. */
export const workloads = 4;

/**
 * @param fault null: nothing breaks
 * @param quick for CI: what is due is looked for every half second and rung for again after three, instead of every five and thirty
 * @param atRest is given what the checker was given, when all processes are stopped and the servers still there
 * @param keep a directory for the logs of a run with violations
 * @returns { fault, seed, violations, recoveries, seconds, … }
 */
export async function runOnce(lane, fault, seed, { reference = null, keep = null, quick = false, atRest = null } = {}) {
  const from = performance.now();
  const people = inventWork(seed % workloads);
  const stage = await Stage.open(lane, { seed, quick, wants: fault?.wants });
  try {
    const orders = { ...(fault ? {} : { giveUp: 0, decisions: 0 }), ...fault?.orders };
    const working = work({ callers: stage.callers, ledger: stage.ledger, people, seed, orders });
    const striking = fault ? fault.strike(stage, { people, working, seed }) : null;
    working.finally(() => {
      stage.done = true;
    });
    await Promise.all([working, striking]);
    const left = await stage.settled();
    const ask = (text, values) => stage.ask(text, values);
    const leftBehind = {
      ask,
      database: stage.database,
      ownerUrl: stage.ownerUrl,
      ledger: stage.ledger,
      people,
      reference,
      keysFile: stage.keysFile,
      witnessFile: stage.witnessFile,
      queue: lane.queue,
      queuePrefix: stage.database,
      logs: stage.logs,
      cluster: lane.postgres.cluster,
      postgresLog: lane.postgres.logFile,
      left,
    };
    const violations = await check(leftBehind);
    const suggestions = await foundSuggestions(ask);
    if (atRest) {
      await stage.stopProcesses();
      await atRest({ ...leftBehind, reference: suggestions });
    }
    if (violations.length > 0 && keep) keepLogs(stage, lane, join(keep, `${fault?.id ?? 'none'}-${seed}`));
    return {
      fault: fault?.id ?? 'none',
      seed,
      violations,
      recoveries: stage.recoveries,
      notes: stage.notes,
      suggestions,
      operations: counted(stage.ledger.operations),
      requests: stage.ledger.requests.length,
      unavailable: stage.ledger.requests.filter(({ status }) => status === 503 || status === 507).length,
      slowest503: Math.max(0, ...stage.ledger.requests.filter(({ status }) => status === 503).map(({ ms }) => ms)),
      slowestRefusal: stage.slowestRefusal ?? null,
      seconds: (performance.now() - from) / 1000,
    };
  } finally {
    await stage.close();
  }
}

const counted = (operations) =>
  Object.fromEntries(
    ['ok', 'failed', 'unknown'].map((outcome) => [
      outcome,
      operations.filter((each) => each.outcome === outcome).length,
    ]),
  );

function keepLogs(stage, lane, place) {
  mkdirSync(place, { recursive: true });
  cpSync(stage.logs, place, { recursive: true });
  cpSync(lane.postgres.logFile, join(place, 'postgres.log'));
}
