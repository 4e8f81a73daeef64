// A child for processes.spec.ts: it lives until it is ended, or does what its argument says.
import { pathToFileURL } from 'node:url';

const [parentProcess, habit] = process.argv.slice(2);
const { exitWhenParentDies, tellParentReady } = await import(pathToFileURL(parentProcess).href);
exitWhenParentDies();
if (habit === 'fails at once') process.exit(3);
if (habit === 'ignores SIGTERM') process.on('SIGTERM', () => {});
console.log(`pid ${process.pid}`);
tellParentReady();
setInterval(() => {}, 1_000);
