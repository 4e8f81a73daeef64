// Disks that are full. Uploads are rows of the database here, and logs go to the standard output: the disks are those of the tables, of the log of
// changes, of the queue, and of what the processes themselves write (witness file, snapshot).
import { setTimeout as pause } from 'node:timers/promises';

const disks = ['postgres', 'wal', 'queue', 'files'];

export const K9 = {
  id: 'K9',
  title: 'disk full: tables, log of changes, queue, witness and snapshot',
  limitSeconds: null,
  wants: { smallDisks: true },
  async strike(stage, { seed }) {
    const { lane } = stage;
    const disk = disks[seed % disks.length];
    await stage.until(({ done }) => done > 0);
    await pause(stage.random.between(0, 1_500));
    lane.fill(disk);
    try {
      const until = performance.now() + stage.random.between(4_000, 8_000);
      while (performance.now() < until) {
        const { status } = await stage.probe.once('GET', '/v1/health');
        if (status !== 200) stage.ledger.remark('K9', `with a full disk (${disk}) the API does not live: ${status}`);
        await pause(300);
      }
    } finally {
      lane.free(disk);
    }
    // A database that cannot write its log of changes ends itself; whoever looks after it starts it again.
    if (await lane.postgres.hasEnded()) await lane.postgres.start();
    if (!(await lane.queue.answers())) await lane.queue.start();
    await Promise.all([stage.apiAnswers(`api, ${disk}`), stage.workResumes(`work, ${disk}`)]);
  },
};
