// How soon a family sees a page on a weak network, and how much is sent for it. Run: npm run bench:family-budgets [-- --rounds 5] [-- --json]
// A real browser at 360 x 740 with a quarter of its processor, over a line of 3G and of slow 3G (bench/family/shaping-proxy.mjs), beside the console's first
// page over the same line in the same run. Goals and limits: ux.md 4.2. Sizes over their limit fail; times are told and fail nothing.
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';
import { shapedLine } from './family/shaping-proxy.mjs';
import { startService } from './import/service.mjs';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});
const rounds = Number(options.rounds);
const lines = {
  '3G': { bitsPerSecond: 1_600_000, roundTripMs: 300, goal: 1_600, limit: 2_500 },
  'slow 3G': { bitsPerSecond: 400_000, roundTripMs: 400, goal: 2_200, limit: 3_000 },
};
/** Bytes; ux.md 4.2. */
const sizes = {
  'first view, all bytes': [15_000, 50_000],
  'next page': [8_192, 16_384],
  'script, brotli': [2_000, 6_000],
  'style, brotli': [3_000, 8_000],
  'requests of the first view': [3, 4],
  'elements of a page': [300, 800],
};
const pages = [
  '/ar/start',
  '/ar/need',
  '/ar/report/relationship',
  '/ar/report/name',
  '/ar/report/birth',
  '/ar/report/check',
  '/ar/return',
];
const say = (text) => process.stderr.write(`${text}\n`);
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const p95 = (values) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * 0.95))];

const service = await startService({}, { say });
const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: [...chromium.args.filter((each) => !['--single-process', '--no-zygote'].includes(each)), '--no-sandbox'],
});
let failed = false;
try {
  const found = { sizes: await measuredSizes(), times: {}, server: await serverTimes() };
  for (const [name, line] of Object.entries(lines)) {
    say(`${name}…`);
    found.times[name] = await timesOver(line);
  }
  if (options.json) console.log(JSON.stringify(found, null, 2));
  else print(found);
  failed = Object.entries(sizes).some(([what, [, limit]]) => found.sizes[what] > limit);
} finally {
  await browser.close();
  await service.stop();
}
process.exit(failed ? 1 : 0);

async function newPage(throttled) {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'ar' });
  const page = await context.newPage();
  if (throttled) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  return page;
}

/** What goes over the line, headers included, as the browser counts it. */
async function measuredSizes() {
  const page = await newPage(false);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  let bytes = 0;
  let requests = 0;
  const kinds = { Script: 0, Stylesheet: 0 };
  const types = new Map();
  cdp.on('Network.responseReceived', ({ requestId, type }) => {
    types.set(requestId, type);
    requests++;
  });
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes += encodedDataLength;
    const type = types.get(requestId);
    if (type in kinds) kinds[type] += encodedDataLength;
  });
  await page.goto(`${service.url}/ar/start`, { waitUntil: 'networkidle' });
  const first = { bytes, requests, ...kinds };
  let elements = 0;
  let largest = 0;
  for (const path of pages) {
    bytes = 0;
    await page.goto(`${service.url}${path}`, { waitUntil: 'networkidle' });
    largest = Math.max(
      largest,
      Number((await fetch(`${service.url}${path}`).then((answer) => answer.arrayBuffer())).byteLength),
    );
    elements = Math.max(elements, await page.evaluate(() => document.querySelectorAll('*').length));
  }
  await page.context().close();
  return {
    'first view, all bytes': first.bytes,
    'next page': largest,
    'script, brotli': first.Script,
    'style, brotli': first.Stylesheet,
    'requests of the first view': first.requests,
    'elements of a page': elements,
  };
}

async function serverTimes() {
  const times = [];
  for (let round = 0; round < 40; round++)
    for (const path of pages) {
      const from = performance.now();
      await (await fetch(`${service.url}${path}`)).arrayBuffer();
      if (round >= 5) times.push(performance.now() - from);
    }
  return { median: median(times), p95: p95(times) };
}

/** In the page: milliseconds until it was first painted. */
function painted() {
  return new Promise((seen) => {
    const there = performance.getEntriesByName('first-contentful-paint')[0];
    if (there) return seen(there.startTime);
    new PerformanceObserver((list) => {
      const entry = list.getEntriesByName('first-contentful-paint')[0];
      if (entry) seen(entry.startTime);
    }).observe({ type: 'paint', buffered: true });
  });
}

async function timesOver(line) {
  const target = Number(new URL(service.url).port);
  const first = [];
  const next = [];
  const baseline = [];
  for (let round = 0; round < rounds; round++) {
    const shaped = await shapedLine(target, line);
    const url = `http://localhost:${shaped.port}`;
    const page = await newPage(true);
    await page.goto(`${url}/ar/start`, { waitUntil: 'load' });
    first.push(await page.evaluate(painted));
    await page.goto(`${url}/ar/need`, { waitUntil: 'load' });
    next.push(await page.evaluate(painted));
    await page.context().close();
    const other = await newPage(true);
    await other.goto(`${url}/console/`, { waitUntil: 'load' });
    const from = await other.evaluate(() => performance.timeOrigin);
    await other.waitForSelector('#account', { timeout: 60_000 });
    baseline.push((await other.evaluate(() => performance.timeOrigin + performance.now())) - from);
    await other.context().close();
    await shaped.close();
  }
  return { first: median(first), next: median(next), console: median(baseline), of: rounds };
}

function print({ sizes: found, times, server }) {
  for (const [what, [goal, limit]] of Object.entries(sizes)) {
    const size = found[what];
    console.log(
      `${what.padEnd(28)} ${String(size).padStart(7)}   goal ${goal}, limit ${limit}   ${size <= goal ? 'goal held' : size <= limit ? 'over the goal' : 'OVER THE LIMIT'}`,
    );
  }
  for (const [name, { first, next, console: base }] of Object.entries(times)) {
    const { goal, limit } = lines[name];
    console.log(
      `${`first page, ${name}`.padEnd(28)} ${(first / 1000).toFixed(2).padStart(6)} s   goal ${goal / 1000}, limit ${limit / 1000}   next page ${(next / 1000).toFixed(2)} s   the console's first field ${(base / 1000).toFixed(2)} s, ${(base / first).toFixed(1)} times as long`,
    );
  }
  console.log(
    `${'time in the server'.padEnd(28)} median ${server.median.toFixed(1)} ms, p95 ${server.p95.toFixed(1)} ms (goal 50, limit 150)`,
  );
  console.log(`medians of ${rounds}; ${cpus().length} cores, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`);
}
