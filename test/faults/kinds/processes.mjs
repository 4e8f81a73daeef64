// Processes of ours that die as the kernel ends them, or of which there are more than one.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export const K1 = {
  id: 'K1',
  title: 'worker killed while it imports or compares',
  limitSeconds: 15,
  async strike(stage) {
    const kills = stage.random.between(1, 3);
    for (let kill = 0; kill < kills; kill++) {
      await stage.until(({ due }) => due > 0);
      await pause(stage.random.between(0, 1_500));
      await stage.workers[0].kill();
      await stage.workResumes();
    }
  },
};

export const K2 = {
  id: 'K2',
  title: 'worker of one job killed five times running',
  limitSeconds: null,
  async strike(stage) {
    const attempts = 'select coalesce(sum(attempts), 0)::int as made, count(*)::int as due from due_marks';
    for (let kill = 0; kill < 5; kill++) {
      // As soon as it has a job in hand again: what is stored of an attempt is that it was begun.
      const [before] = await stage.ask(attempts);
      const until = Date.now() + 60_000;
      while (Date.now() < until && !stage.done) {
        const [now] = await stage.ask(attempts);
        if (now.made > before.made) break;
        await pause(10);
      }
      await pause(stage.random.between(0, 60));
      await stage.workers[0].kill();
    }
    await stage.workResumes();
  },
};

export const K3 = {
  id: 'K3',
  title: 'API killed between commit and answer',
  limitSeconds: null,
  orders: { replay: 1 },
  async strike(stage) {
    const written = stage.random.pick([
      /INSERT INTO "reports"/,
      /INSERT INTO "reports"/,
      /INSERT INTO "imports"/,
      /INSERT INTO "suggestion_events"/,
    ]);
    let struck = false;
    stage.links['api-postgres'].atCommit(written, 'answered', async () => {
      struck = true;
      await stage.api.kill();
    });
    const until = Date.now() + 25_000;
    while (!struck && Date.now() < until && !stage.done) await pause(10);
    stage.links['api-postgres'].watch = null;
    if (struck) await stage.apiAnswers();
    else stage.notes.push(`no commit of ${written} came`);
  },
};

export const K11 = {
  id: 'K11',
  title: 'two workers at once, a third takes over from one',
  limitSeconds: null,
  wants: { workers: 2 },
  async strike(stage) {
    await stage.until(({ due }) => due > 0);
    await pause(stage.random.between(0, 1_500));
    // As a release is brought in: the new one is there before the old one goes.
    const third = stage.addWorker();
    await third.start();
    await pause(stage.random.between(0, 1_000));
    await stage.workers[stage.random.between(0, 1)].stop();
    if (stage.random.chance(0.5)) await third.kill();
  },
};

export const K14 = {
  id: 'K14',
  title: 'the process that parses a file is ended for want of memory',
  limitSeconds: null,
  async strike(stage, { working }) {
    let over = false;
    working.finally(() => {
      over = true;
    });
    const deaths = () => [stage.api, ...stage.workers].flatMap((each) => each.deaths).length;
    const chosen = stage.random.between(1, 5);
    let seen = 0;
    const known = new Set();
    while (!over) {
      for (const pid of parsersOf(stage.workers[0].pid)) {
        if (known.has(pid)) continue;
        known.add(pid);
        if (++seen !== chosen) continue;
        await pause(stage.random.between(0, 40));
        try {
          process.kill(pid, 'SIGKILL');
          stage.ledger.parsersKilled = 1;
        } catch {
          // It was done already.
        }
      }
      await pause(5);
    }
    if (deaths() > 0) stage.ledger.remark('K14', 'API or worker died with it');
  },
};

/** Linux only: read from /proc. */
function parsersOf(parent) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const isChild = new RegExp(`\\) \\w ${parent} `).test(readFileSync(`/proc/${name}/stat`, 'utf8'));
        return isChild && readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('parser-child');
      } catch {
        return false; // It ended meanwhile.
      }
    })
    .map(Number);
}
