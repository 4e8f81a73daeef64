import { freePort } from '../../src/embedded/free-port.js';

/** One line of what a process tells: a name, its labels and a number. */
export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  while (found.size < count) found.add(await freePort());
  return [...found];
}

/** What stands at an address for watchers. @param authorization nothing is shown unless given */
export const askForMetrics = (port: number, authorization?: string, path = '/metrics') =>
  fetch(`http://127.0.0.1:${port}${path}`, { headers: authorization ? { authorization } : {} });

export async function samplesOf(port: number, token?: string): Promise<Sample[]> {
  const answer = await askForMetrics(port, token && `Bearer ${token}`);
  if (answer.status !== 200) throw new Error(`Metrics answered ${answer.status}`);
  return readSamples(await answer.text());
}

/** The text format of Prometheus, as prom-client writes it. */
export function readSamples(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name, inBraces = '', value] = /^([a-zA-Z_:]\w*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      if (name === undefined) throw new Error(`No line of metrics: ${line}`);
      const labels = [...inBraces.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]);
      return { name, labels: Object.fromEntries(labels), value: value === 'Nan' ? Number.NaN : Number(value) };
    });
}

/** The one sample with this name and these labels among others. @throws when there is none or more than one */
export function numberOf(samples: Sample[], name: string, labels: Record<string, string> = {}): number {
  const found = samples.filter(
    (one) => one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
  );
  if (found.length !== 1) throw new Error(`${found.length} samples of ${name} ${JSON.stringify(labels)}`);
  return found[0].value;
}
