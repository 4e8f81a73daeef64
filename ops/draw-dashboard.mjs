// node ops/draw-dashboard.mjs --prometheus http://127.0.0.1:9090 --minutes 30 --out dashboard.png
// A picture of ops/grafana-dashboard.json out of what a Prometheus holds, for looking at it where no Grafana is. Plain lines and numbers; not Grafana's own look.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import chromium from '@sparticuz/chromium';
import { chromium as playwright } from 'playwright-core';

const { values } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'http://127.0.0.1:9090' },
    minutes: { type: 'string', default: '30' },
    out: { type: 'string', default: 'dashboard.png' },
  },
});
const dashboard = JSON.parse(readFileSync(new URL('grafana-dashboard.json', import.meta.url), 'utf8'));
const until = Math.floor(Date.now() / 1000);
const from = until - Number(values.minutes) * 60;
const column = 60;
const line = 30;
const colours = [
  '#1f6fb2',
  '#b8541a',
  '#2e7d4f',
  '#8a3f8f',
  '#9a7d0a',
  '#c0392b',
  '#16808a',
  '#5d5d9c',
  '#7f6a4d',
  '#444',
];

const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const units = {
  s: (v) => (v >= 120 ? `${(v / 60).toFixed(1)} min` : v >= 1 ? `${v.toFixed(1)} s` : `${(v * 1000).toFixed(0)} ms`),
  percentunit: (v) => `${(v * 100).toFixed(2)} %`,
  bytes: (v) => `${(v / 2 ** 20).toFixed(0)} MiB`,
  reqps: (v) => `${v.toFixed(2)}/s`,
  short: (v) => (Number.isInteger(v) ? String(v) : v.toFixed(2)),
};

/** What Prometheus answers to each query of a panel, as lines: a name and points. */
async function seriesOf({ targets = [] }) {
  const all = await Promise.all(
    targets.map(async ({ expr, legendFormat }) => {
      const asked = new URLSearchParams({ query: expr, start: from, end: until, step: 10 });
      const answer = await (await fetch(`${values.prometheus}/api/v1/query_range?${asked}`)).json();
      if (answer.status !== 'success') throw new Error(`${expr}: ${answer.error}`);
      return answer.data.result.map(({ metric, values: points }) => ({
        name: legendFormat.replace(/\{\{(\w+)\}\}/g, (_all, label) => metric[label] ?? ''),
        points: points.map(([at, value]) => [at, Number(value)]).filter(([, value]) => Number.isFinite(value)),
      }));
    }),
  );
  return all.flat().filter(({ points }) => points.length > 0);
}

function statOf(panel, series) {
  const value = series[0]?.points.at(-1)?.[1];
  const steps = panel.fieldConfig.defaults.thresholds.steps;
  const step = value === undefined ? null : steps.findLast((each) => each.value === null || value >= each.value);
  const back = { green: '#2e7d4f', orange: '#b8541a', red: '#b3261e' }[step?.color] ?? '#777';
  const text = value === undefined ? 'no data' : units[panel.fieldConfig.defaults.unit](value);
  return `<div class="stat" style="background:${back}">${escaped(text)}</div>`;
}

function chartOf(panel, series, width, height) {
  if (series.length === 0) return '<div class="none">no data</div>';
  const unit = units[panel.fieldConfig.defaults.unit];
  const most = Math.max(...series.flatMap(({ points }) => points.map(([, value]) => value)), 1e-9);
  const x = (at) => (46 + ((at - from) / (until - from)) * (width - 60)).toFixed(1);
  const y = (value) => (height - 16 - (value / most) * (height - 28)).toFixed(1);
  const lines = series.map(
    ({ points }, i) =>
      `<polyline fill="none" stroke="${colours[i % colours.length]}" stroke-width="1.6" points="${points.map(([at, v]) => `${x(at)},${y(v)}`).join(' ')}"/>`,
  );
  const clock = (at) => new Date(at * 1000).toISOString().slice(11, 16);
  const names = series.map(
    ({ name, points }, i) =>
      `<span><i style="background:${colours[i % colours.length]}"></i>${escaped(name)} ${unit(points.at(-1)[1])}</span>`,
  );
  return `<svg width="${width}" height="${height}"><g fill="#777" font-size="10"><text x="2" y="12">${escaped(unit(most))}</text><text x="2" y="${height - 16}">0</text>
    <text x="46" y="${height - 3}">${clock(from)}</text><text x="${width - 40}" y="${height - 3}">${clock(until)}</text></g>
    <line x1="46" x2="${width - 14}" y1="${height - 16}" y2="${height - 16}" stroke="#ccc"/>${lines.join('')}</svg><p>${names.join('')}</p>`;
}

async function boxOf(panel) {
  const { x, y, w, h } = panel.gridPos;
  const place = `left:${x * column}px;top:${y * line}px;width:${w * column - 8}px;height:${h * line - 8}px`;
  if (panel.type === 'row') return `<h2 style="${place}">${escaped(panel.title)}</h2>`;
  const series = await seriesOf(panel);
  const inside = panel.type === 'stat' ? statOf(panel, series) : chartOf(panel, series, w * column - 24, h * line - 92);
  return `<section style="${place}"><h3>${escaped(panel.title)}</h3>${inside}</section>`;
}

const boxes = await Promise.all(dashboard.panels.map(boxOf));
const height = Math.max(...dashboard.panels.map(({ gridPos }) => gridPos.y + gridPos.h)) * line;
const page = `<!doctype html><meta charset="utf-8"><title>Athar</title><style>
  body { margin: 12px; font: 13px system-ui, sans-serif; color: #222; background: #f3f3f1 } main { position: relative; width: ${24 * column}px; height: ${height}px }
  section, h2 { position: absolute; box-sizing: border-box; margin: 0 } section { background: #fff; border: 1px solid #ddd; padding: 6px 8px; overflow: hidden }
  h2 { font-size: 14px; padding: 6px 0 } h3 { margin: 0 0 4px; font-size: 12px } .stat { color: #fff; font-size: 26px; text-align: center; padding: 16px 0 } .none { color: #777; padding: 40px; text-align: center }
  p { margin: 2px 0; font-size: 10px; line-height: 1.35 } p span { margin-right: 10px } i { display: inline-block; width: 8px; height: 8px; margin-right: 3px } svg { display: block }
</style><main>${boxes.join('')}</main>`;

const browser = await playwright.launch({
  executablePath: await chromium.executablePath(),
  args: [
    ...chromium.args.filter((argument) => !['--single-process', '--no-zygote'].includes(argument)),
    '--no-sandbox',
  ],
});
try {
  const tab = await browser.newPage({ viewport: { width: 24 * column + 24, height: height + 24 } });
  await tab.setContent(page);
  await tab.screenshot({ path: values.out, fullPage: true });
} finally {
  await browser.close();
}
