import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { Histogram } from 'prom-client';
import { type AlarmKind, alarmKinds } from '../src/alarms/alarm.entity.js';
import '../src/alarms/raise-alarm.js';
import { policies } from '../src/access/policies.js';
import { dueTasks } from '../src/jobs/job-list.js';
import { type WatchedProcess, watched } from '../src/metrics/metric-list.js';
import { askedBy } from './support/promql.js';
import { filesBelow, textOf } from './support/source-files.js';

interface Rule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; first: string };
}
interface Panel {
  id: number;
  type: string;
  title: string;
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string; legendFormat: string }[];
}

const alerts = load(textOf('ops/alerts.yml')) as { groups: { name: string; rules: Rule[] }[] };
const rules = alerts.groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(textOf('ops/grafana-dashboard.json')) as {
  panels: Panel[];
  templating: { list: { name: string }[] };
};
const scraping = load(textOf('ops/prometheus.yml')) as {
  rule_files: string[];
  scrape_configs: { job_name: string; static_configs: { targets: string[]; labels: { process: WatchedProcess } }[] }[];
};

/** Said by Prometheus itself of each process that it asks, and by Node of itself (prom-client). */
const foreign = new Set([
  'up',
  'process_resident_memory_bytes',
  'process_cpu_seconds_total',
  'nodejs_eventloop_lag_p99_seconds',
]);
/** Added to each sample by ops/prometheus.yml. */
const ofScraping = ['job', 'instance', 'process'];

/** Every name that the processes tell, with its labels. */
const told = new Map<string, string[]>();
for (const { metric } of watched) {
  const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
  if (metric instanceof Histogram) {
    told.set(`${name}_bucket`, [...labelNames, 'le']);
    told.set(`${name}_sum`, labelNames);
    told.set(`${name}_count`, labelNames);
  } else told.set(name, labelNames);
}

/** Words that a label may have. What is not here is told by the metric itself, as zero from the start. */
const words: Record<string, readonly string[]> = {
  task: dueTasks,
  kind: alarmKinds satisfies readonly AlarmKind[],
  state: ['idle', 'busy', 'waiting'],
  status: ['200', '201', '404', '429', '500', '503'],
  job: scraping.scrape_configs.map(({ job_name }) => job_name),
  process: scraping.scrape_configs.flatMap(({ static_configs }) => static_configs.map(({ labels }) => labels.process)),
  route: Object.keys(policies).map((route) => route.split(' ')[1]),
};
for (const { metric } of watched)
  for (const { labels } of (await metric.get()).values)
    for (const [name, value] of Object.entries(labels))
      words[name] = [...new Set([...(words[name] ?? []), String(value)])];

/** One sentence for each thing that this query asks for and nobody tells. */
function notTold(query: string): string[] {
  const { metrics, groupedBy } = askedBy(query);
  const known = new Set(metrics.flatMap(({ name }) => [...(told.get(name) ?? []), ...ofScraping]));
  return [
    ...metrics.filter(({ name }) => !told.has(name) && !foreign.has(name)).map(({ name }) => `no metric ${name}`),
    ...groupedBy.filter((label) => !known.has(label)).map((label) => `no label ${label}`),
    ...metrics.flatMap(({ name, labels }) =>
      labels.flatMap((label) => {
        if (![...(told.get(name) ?? []), ...ofScraping].includes(label.name))
          return [`${name} has no label ${label.name}`];
        const fits = label.operator.endsWith('~')
          ? (words[label.name] ?? []).some((word) => new RegExp(`^(?:${label.value})$`).test(word))
          : (words[label.name] ?? []).includes(label.value);
        return fits ? [] : [`${name}: ${label.name} is never ${label.value}`];
      }),
    ),
  ];
}

describe('a query', () => {
  it('is read whole: its metrics, their labels, what is grouped by', () => {
    expect(
      askedBy(
        'histogram_quantile(0.95, sum by (le, task) (rate(a_bucket{task="x",le!="1"}[5m]))) > 3 * b_total and on (job) up == 0',
      ),
    ).toEqual({
      metrics: [
        {
          name: 'a_bucket',
          labels: [
            { name: 'task', operator: '=', value: 'x' },
            { name: 'le', operator: '!=', value: '1' },
          ],
        },
        { name: 'b_total', labels: [] },
        { name: 'up', labels: [] },
      ],
      groupedBy: ['le', 'task', 'job'],
    });
  });

  it.each([
    ['max(athar_due_oldest_second)', 'no metric athar_due_oldest_second'],
    ['rate(athar_http_request_duration_seconds[5m])', 'no metric athar_http_request_duration_seconds'],
    ['max(athar_due_rows{tasks="reports.match"})', 'athar_due_rows has no label tasks'],
    ['max(athar_due_rows{task="report.match"})', 'athar_due_rows: task is never report.match'],
    ['sum by (organisation) (athar_due_rows)', 'no label organisation'],
    ['increase(athar_alarms_raised_total{kind=~"budget.*"}[5m])', 'athar_alarms_raised_total: kind is never budget.*'],
    ['up{job="other"}', 'up: job is never other'],
  ])('that asks for what nobody tells is found: %s', (query, sentence) => {
    expect(notTold(query)).toEqual([sentence]);
  });
});

describe('ops/alerts.yml', () => {
  it('has a name of its own for each rule, and rules for what must not go unseen', () => {
    const names = rules.map(({ alert }) => alert);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'AtharProcessAway',
        'AtharReportsWait',
        'AtharMatchingSlow',
        'AtharManyCandidates',
        'AtharImportsFail',
        'AtharManySignInsFail',
        'AtharReadingBudget',
        'AtharAuditNotSealed',
        'AtharAuditDisagrees',
      ]),
    );
  });

  it.each(rules.map((rule): [string, Rule] => [rule.alert, rule]))('%s asks only for what is told', (_name, rule) => {
    expect(notTold(rule.expr)).toEqual([]);
    expect(['page', 'ticket']).toContain(rule.labels.severity);
    expect(rule.for ?? '1m').toMatch(/^\d+[smh]$/);
    // Who is called must know what to do, and what the words around the query say must be a label that is left.
    expect(rule.annotations.first.length).toBeGreaterThan(20);
    const { groupedBy } = askedBy(rule.expr);
    const asked = [...rule.annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    const grouped = /\bby\s*\(/.test(rule.expr);
    expect(asked.filter((label) => (grouped ? !groupedBy.includes(label) : !ofScraping.includes(label)))).toEqual([]);
  });

  it('has its rules explained where an operator looks', () => {
    const page = textOf('docs/operations.md');
    expect(rules.map(({ alert }) => alert).filter((name) => !page.includes(name))).toEqual([]);
  });
});

describe('ops/grafana-dashboard.json', () => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');

  it.each(panels.map((panel): [string, Panel] => [panel.title, panel]))(
    '%s asks only for what is told',
    (_title, panel) => {
      expect(panel.targets?.length).toBeGreaterThan(0);
      for (const { expr, legendFormat } of panel.targets ?? []) {
        expect([expr, notTold(expr)]).toEqual([expr, []]);
        const { groupedBy } = askedBy(expr);
        const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
        expect(named.filter((label) => ![...groupedBy, ...ofScraping].includes(label))).toEqual([]);
      }
    },
  );

  it('shows every metric of ours but which version runs and whether the database answers, which the alerts ask for', () => {
    const asked = new Set(
      [
        ...panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
        ...rules.map(({ expr }) => expr),
      ].flatMap((query) => askedBy(query).metrics.map(({ name }) => name.replace(/_(bucket|sum|count)$/, ''))),
    );
    const ours = watched.map(({ metric }) => (metric as unknown as { name: string }).name);
    expect(ours.filter((name) => !asked.has(name))).toEqual(['athar_build_info']);
  });

  it('has no two panels in one place, and each has its own number', () => {
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    for (const { gridPos } of dashboard.panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });
});

describe('ops/prometheus.yml', () => {
  it('asks this machine, with the token from a file, and reads the rules', () => {
    expect(scraping.rule_files).toEqual(['alerts.yml']);
    expect(textOf('ops/prometheus.yml')).toMatch(/credentials_file/);
    expect(words.process).toEqual(expect.arrayContaining(['api', 'worker', 'sender']));
  });
});

describe('ops/systemd', () => {
  const units = filesBelow('ops/systemd').filter((path) => path.endsWith('.service'));
  const settings = (path: string) =>
    textOf(path)
      .split('\n')
      .filter((line) => /^\w+=/.test(line));

  it('has a unit for each process that runs', () => {
    expect(units.map((path) => path.replace('ops/systemd/', '')).sort()).toEqual([
      'athar-api.service',
      'athar-notifier.service',
      'athar-sender.service',
      'athar-worker@.service',
    ]);
  });

  it.each(units)(
    '%s: no root, no rights, a system that cannot be written to, limits, and a start after every end',
    (path) => {
      const lines = settings(path);
      for (const line of [
        'NoNewPrivileges=yes',
        'CapabilityBoundingSet=',
        'AmbientCapabilities=',
        'ProtectSystem=strict',
        'ProtectHome=yes',
        'PrivateTmp=yes',
        'PrivateDevices=yes',
        'ProtectKernelTunables=yes',
        'ProtectKernelModules=yes',
        'ProtectKernelLogs=yes',
        'ProtectControlGroups=yes',
        'ProtectProc=invisible',
        'RestrictNamespaces=yes',
        'RestrictSUIDSGID=yes',
        'RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX',
        'SystemCallArchitectures=native',
        'SystemCallFilter=@system-service',
        'SystemCallFilter=~@privileged @resources',
        'UMask=0077',
        'StateDirectoryMode=0700',
        'Restart=always',
      ])
        expect(lines).toContain(line);
      const user = lines.find((line) => line.startsWith('User='))!.slice(5);
      expect(user).toBe(path.replace(/^.*(athar-\w+).*$/, '$1'));
      expect(lines.filter((line) => /^(MemoryMax|TasksMax|LimitNOFILE)=\d+[MG]?$/.test(line))).toHaveLength(3);
      // Secrets come from a file of root's; what stands in a unit every user of the machine may read.
      expect(lines.filter((line) => line.startsWith('Environment='))).toEqual(['Environment=NODE_ENV=production']);
      expect(lines).toContain(`EnvironmentFile=/etc/athar/${user.replace('athar-', '')}.env`);
    },
  );

  it('each starts the command of its name, which there is', () => {
    const commands = units.map((path) => settings(path).find((line) => line.startsWith('ExecStart='))!);
    expect(commands.sort()).toEqual([
      'ExecStart=/usr/bin/node bin/athar.mjs notifier',
      'ExecStart=/usr/bin/node bin/athar.mjs sender',
      'ExecStart=/usr/bin/node bin/athar.mjs serve --only api',
      'ExecStart=/usr/bin/node bin/athar.mjs worker',
    ]);
  });
});
