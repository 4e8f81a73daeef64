// Processes of ours that die as the kernel ends them.
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
    for (let kill = 0; kill < 5; kill++) {
      // As soon as it has the job in hand again: what is stored of it grows, or its attempt is counted.
      const [before] = await stage.ask('select coalesce(sum(attempts), 0)::int as n from due_marks');
      const until = Date.now() + 60_000;
      for (;;) {
        const [now] = await stage.ask(
          'select coalesce(sum(attempts), 0)::int as n, count(*)::int as due from due_marks',
        );
        if (now.n > before.n || Date.now() > until) break;
        await pause(10);
      }
      await pause(stage.random.between(0, 60));
      await stage.workers[0].kill();
    }
    await stage.workResumes();
  },
};
