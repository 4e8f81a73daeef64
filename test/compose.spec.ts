import { describe, expect, it } from '@jest/globals';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { textOf } from './support/source-files.js';

interface Container {
  image: string;
  user?: string;
  read_only?: boolean;
  init?: boolean;
  privileged?: boolean;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  mem_limit?: string;
  pids_limit?: number;
  tmpfs?: string[];
  volumes?: string[];
  networks?: string[];
  ports?: string[];
  devices?: string[];
  command?: string[];
  healthcheck?: { test: string[] };
  logging?: { driver: string; options: Record<string, string> };
  environment?: Record<string, string | number | null>;
  depends_on?: Record<string, { condition: string }>;
  [more: string]: unknown;
}
interface Compose {
  services: Record<string, Container>;
  networks: Record<string, { internal?: boolean } | null>;
  volumes: Record<string, unknown>;
}

/** Merge keys (`<<`) are of YAML 1.1, which is what compose reads. */
const compose = load(textOf('docker-compose.yml'), { schema: YAML11_SCHEMA }) as Compose;
const ours = ['api', 'worker', 'sender', 'notifier', 'migrate'];
const watched = ['api', 'worker', 'sender', 'notifier'];
const all = Object.entries(compose.services);
const bytes = (size = '') => Number.parseFloat(size) * { k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 }[size.slice(-1) as 'k']!;

it('these are the containers', () => {
  expect(Object.keys(compose.services).sort()).toEqual([...ours, 'postgres', 'redis'].sort());
});

describe.each(all)('%s', (name, container) => {
  it('does not run as root, and as the user that its image has for it', () => {
    expect(container.user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(container.user).toBe(ours.includes(name) ? '1000:1000' : '999:999');
  });

  it('cannot write to its own file system', () => {
    expect(container.read_only).toBe(true);
  });

  it('runs no program from where it can write, and what it can write to is small or a volume of its own', () => {
    for (const place of container.tmpfs ?? []) expect(place).toMatch(/^\/(tmp|var\/run\/postgresql):size=\d+m,.*mode=/);
    if (ours.includes(name))
      expect(container.tmpfs).toEqual([expect.stringMatching(/^\/tmp:.*\bnoexec\b.*\bnosuid\b.*\bnodev\b/)]);
    for (const volume of container.volumes ?? []) {
      const [source, target] = volume.split(':');
      expect(Object.keys(compose.volumes)).toContain(source);
      expect(target).toMatch(/^\/(var\/lib|data)/);
    }
  });

  it('has no right of the kernel, and cannot get one', () => {
    expect(container.cap_drop).toEqual(['ALL']);
    expect(container.cap_add).toBeUndefined();
    expect(container.security_opt).toEqual(['no-new-privileges:true']);
    expect(container.privileged).toBeUndefined();
    for (const way of ['devices', 'pid', 'ipc', 'network_mode', 'userns_mode', 'cgroup_parent', 'extra_hosts', 'links'])
      expect([way, container[way]]).toEqual([way, undefined]);
  });

  it('has limits of memory, of processes and of its log', () => {
    expect(bytes(container.mem_limit)).toBeGreaterThanOrEqual(256 * 2 ** 20);
    expect(bytes(container.mem_limit)).toBeLessThanOrEqual(4 * 2 ** 30);
    expect(container.pids_limit).toBeLessThanOrEqual(512);
    expect(container.pids_limit).toBeGreaterThan(0);
    expect(container.logging).toEqual({ driver: 'json-file', options: { 'max-size': '20m', 'max-file': '5' } });
  });

  it('ends what it started when it ends, and says whether it is well', () => {
    expect(container.init).toBe(true);
    if (name !== 'migrate') expect(container.healthcheck?.test[0]).toMatch(/^CMD/);
  });

  it('is given no secret by this file', () => {
    const secret = /PASSWORD|SECRET|TOKEN|_URL$|AUTH$/;
    for (const [variable, value] of Object.entries(container.environment ?? {})) {
      if (!secret.test(variable) || value === null) continue;
      // Everything between "://" and "@", or all of it, comes from the environment.
      const part = /:\/\/[^:]*:(.*)@/.exec(String(value))?.[1] ?? String(value);
      expect([variable, part]).toEqual([variable, expect.stringMatching(/^\$\{\w+:\?[^}]+\}$/)]);
    }
  });
});

describe('who reaches whom', () => {
  it('the database and the queue are on a network that leads nowhere else, and have no door', () => {
    expect(compose.networks.inner).toEqual({ internal: true });
    for (const name of ['postgres', 'redis', 'worker', 'migrate']) {
      expect(compose.services[name].networks).toEqual(['inner']);
      expect(compose.services[name].ports).toBeUndefined();
    }
  });

  it('only what tells programs and families has a way out, and neither reaches the queue by a password', () => {
    const out = all.filter(([, { networks }]) => networks?.includes('out')).map(([name]) => name);
    expect(out.sort()).toEqual(['notifier', 'sender']);
    for (const name of out) expect(compose.services[name].environment).not.toHaveProperty('REDIS_URL');
  });

  it('the one door is that of the interface, on the loopback address', () => {
    const doors = all.flatMap(([name, { ports = [] }]) => ports.map((port) => [name, port]));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as the file has it
    expect(doors).toEqual([['api', '127.0.0.1:${ATHAR_PORT:-3000}:3000']]);
    expect(compose.services.api.networks).toEqual(['inner', 'front']);
  });

  it('no process has the key ring that needs none, and only the API writes it and the witness file', () => {
    const holding = (volume: string) =>
      all.flatMap(([name, { volumes = [] }]) =>
        volumes.filter((one) => one.startsWith(`${volume}:`)).map((one) => `${name} ${one.split(':')[2] ?? 'rw'}`),
      );
    expect(holding('keys').sort()).toEqual(['api rw', 'notifier ro', 'sender ro']);
    expect(holding('witness')).toEqual(['api rw']);
    expect(holding('snapshot')).toEqual(['worker rw']);
  });

  it('each signs in to the database as its own role, and only migrate as the owner', () => {
    const roles = Object.fromEntries(
      ours.map((name) => [
        name,
        new URL(String(compose.services[name].environment?.DATABASE_URL).replace(/\$\{[^}]*\}/g, 'x')).username,
      ]),
    );
    expect(roles).toEqual({
      api: 'athar_api',
      worker: 'athar_worker',
      sender: 'athar_sender',
      notifier: 'athar_notifier',
      migrate: 'athar',
    });
  });
});

describe('the queue', () => {
  const command = compose.services.redis.command?.join(' ') ?? '';

  it('writes down what it is given, throws nothing away and asks for its password', () => {
    for (const line of ['appendonly yes', 'appendfsync everysec', 'maxmemory-policy noeviction', 'requirepass %s'])
      expect(command).toContain(line);
    expect(command).toContain('umask 077');
    expect(compose.services.redis.volumes).toEqual(['redis:/data']);
  });

  it('says that it is full before the kernel ends it', () => {
    const [, megabytes] = /maxmemory (\d+)mb/.exec(command) ?? [];
    expect(Number(megabytes) * 2 ** 20).toBeLessThan(bytes(compose.services.redis.mem_limit));
  });
});

describe('whoever watches', () => {
  it.each(watched)('%s tells how it does to who shows the token', (name) => {
    expect(compose.services[name].environment).toMatchObject({
      METRICS_HOST: '0.0.0.0',
      METRICS_PORT: 9464,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: as the file has it
      METRICS_TOKEN: '${METRICS_TOKEN:?set METRICS_TOKEN}',
    });
  });

  it('no service runs as a demonstration, and none has an exception from what a start refuses', () => {
    for (const [name, { environment = {} }] of all)
      expect([name, environment.ATHAR_MODE, environment.ATHAR_ACCEPT_UNSAFE]).toEqual([name, undefined, undefined]);
  });

  it('what must be there first is: the schema before the service, the servers before both', () => {
    for (const name of watched)
      expect(compose.services[name].depends_on?.migrate).toEqual({ condition: 'service_completed_successfully' });
    expect(compose.services.migrate.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
  });
});
