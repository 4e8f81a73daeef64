// Database and queue that die, come back empty, or are not there.
import { setTimeout as pause } from 'node:timers/promises';

export const K4 = {
  id: 'K4',
  title: 'database killed (SIGKILL, or immediate shutdown)',
  limitSeconds: 10,
  async strike(stage) {
    await stage.until(({ done }) => done > 0);
    await pause(stage.random.between(0, 2_500));
    await stage.lane.postgres.stop(stage.random.pick(['SIGKILL', 'SIGQUIT']));
    const back = performance.now() + stage.random.between(500, 4_000);
    while (performance.now() < back) {
      const from = performance.now();
      const { status } = await stage.probe.once('GET', '/v1/reports?limit=1');
      if (status !== 503) stage.ledger.remark('K4', `without a database the API answered ${status}`);
      stage.saidUnavailable((performance.now() - from) / 1000);
      await pause(100);
    }
    await stage.lane.postgres.start();
    await Promise.all([stage.apiAnswers(), stage.workResumes()]);
  },
};

export const K5 = {
  id: 'K5',
  title: 'queue killed, back after five seconds',
  limitSeconds: 15,
  async strike(stage) {
    await stage.until(({ due }) => due > 0);
    await pause(stage.random.between(0, 2_000));
    await stage.lane.queue.kill();
    await pause(5_000);
    await stage.lane.queue.start();
    await stage.workResumes();
  },
};

export const K6 = {
  id: 'K6',
  title: 'queue flushed while there is work',
  limitSeconds: 60,
  async strike(stage) {
    const times = stage.random.between(1, 3);
    for (let time = 0; time < times; time++) {
      await stage.until(({ due }) => due > 0);
      await pause(stage.random.between(0, 1_200));
      await stage.lane.queue.flush();
      await stage.workResumes();
    }
  },
};

export const K7 = {
  id: 'K7',
  title: 'no queue while files are handed in',
  limitSeconds: 60,
  async strike(stage, { people }) {
    const from = stage.ledger.now();
    await stage.lane.queue.kill();
    const asked =
      'select (select count(*)::int from imports where state = $1) as taken, (select count(*)::int from reports) as filed';
    const until = Date.now() + 60_000;
    let now;
    do {
      await pause(200);
      [now] = await stage.ask(asked, ['inspecting']);
    } while ((now.taken < people.files.length || now.filed < people.reports.length - 3) && Date.now() < until);
    if (now.taken < people.files.length)
      stage.ledger.remark('K7', `${now.taken} of ${people.files.length} files were taken without a queue`);
    const bad = stage.ledger.requests.filter(({ at, status }) => at > from && (status === 0 || status >= 500));
    if (bad.length > 0)
      stage.ledger.remark('K7', `${bad.length} requests failed without a queue, the first with ${bad[0].status}`);
    await pause(stage.random.between(0, 3_000));
    await stage.lane.queue.start();
    await stage.workResumes();
  },
};
