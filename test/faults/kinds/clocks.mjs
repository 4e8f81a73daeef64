// Clocks that are wrong, and jump while there is work.
import { setTimeout as pause } from 'node:timers/promises';

const minute = 60_000;
const day = 1_440 * minute;

export const K10 = {
  id: 'K10',
  title: 'clock of API or worker off by minutes or a day, jumping',
  limitSeconds: null,
  wants: { clocks: true },
  async strike(stage) {
    const processes = stage.random.pick([['api'], ['worker-0'], ['api', 'worker-0']]);
    const offsets = stage.random.shuffle([5 * minute, -5 * minute, day, -day]);
    stage.notes.push(`${processes.join(' and ')}: ${offsets.map((each) => each / minute).join(', ')} minutes`);
    for (const offset of offsets.slice(0, 3)) {
      for (const name of processes) stage.setClock(name, offset);
      await pause(stage.random.between(500, 2_500));
    }
    for (const name of processes) stage.setClock(name, stage.random.pick([0, -5 * minute]));
  },
};
