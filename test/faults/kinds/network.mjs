// Wires that are late, cut, slow, silent; and a transaction whose end is long on its way.
import { setTimeout as pause } from 'node:timers/promises';
import { troubles } from '../link.mjs';

const links = ['api-postgres', 'api-queue', 'worker-postgres', 'worker-queue'];
/** Milliseconds that each lasts. */
const lasts = { latency: 8_000, reset: 4_000, slicing: 8_000, blackhole: 30_000, refused: 5_000, 'half-open': 0 };

export const K8 = {
  id: 'K8',
  title: 'network: late, reset, in crumbs, silent, refused, half-open',
  limitSeconds: 15,
  async strike(stage, { seed }) {
    // Every combination comes once in 24 seeds.
    const name = links[seed % links.length];
    const trouble = troubles[Math.floor(seed / links.length) % troubles.length];
    stage.notes.push(`${name} ${trouble}`);
    const link = stage.links[name];
    await stage.until(({ done }) => done > 0);
    await pause(stage.random.between(0, 1_500));
    await link.set(trouble);
    const until = performance.now() + lasts[trouble];
    while (performance.now() < until) {
      await pause(400);
      if (trouble === 'reset') link.cut();
    }
    await link.set('open');
    const what = `${name} ${trouble}`;
    if (name.startsWith('api')) await stage.apiAnswers(what);
    else await stage.workResumes(what);
  },
};

export const K12 = {
  id: 'K12',
  title: 'a commit that takes seconds while later ones overtake it',
  limitSeconds: null,
  async strike(stage) {
    const held = [
      ['api-postgres', /INSERT INTO "reports"/],
      ['worker-postgres', /match_profiles/],
      ['worker-postgres', /import_rows/],
    ];
    for (const [name, written] of stage.random.shuffle(held)) {
      let struck = false;
      let let_go;
      const gone = new Promise((go) => {
        let_go = go;
      });
      stage.links[name].atCommit(written, 'ordered', async () => {
        struck = true;
        await pause(stage.random.between(1_000, 6_000));
        let_go();
      });
      const until = Date.now() + 8_000;
      while (!struck && Date.now() < until && !stage.done) await pause(20);
      stage.links[name].watch = null;
      if (struck) await gone;
    }
  },
};
