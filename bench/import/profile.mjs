// Loaded by API and worker when profiles are asked for: writes a CPU profile of the whole life of the process (open it in Chrome's developer tools).
import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';

const session = new Session();
session.connect();
session.post('Profiler.enable');
session.post('Profiler.setSamplingInterval', { interval: 1000 });
session.post('Profiler.start');
process.once('exit', () =>
  session.post('Profiler.stop', (error, found) => {
    const name = `${process.argv[2] ?? 'process'}-${process.pid}.cpuprofile`;
    if (!error) writeFileSync(join(process.env.ATHAR_BENCH_PROFILES, name), JSON.stringify(found.profile));
  }),
);
