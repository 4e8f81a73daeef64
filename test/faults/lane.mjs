// The servers that runs use one after the other, each run on a database of its own: a Postgres, a queue, and a template that was migrated once.
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PostgresServer, query } from './postgres-server.mjs';
import { QueueServer } from './queue-server.mjs';

const template = 'athar_template';
const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** The disks of a lane whose disks can be filled, in MiB. Each is a tmpfs of its own. */
const disks = { postgres: 700, wal: 200, queue: 48, files: 16 };

export class Lane {
  /** @param small true: each on a small disk of its own (root only) */
  static async open({ small = false } = {}) {
    const lane = new Lane();
    lane.directory = mkdtempSync(join(tmpdir(), 'athar-faults-'));
    chmodSync(lane.directory, 0o711);
    lane.mounts = [];
    try {
      for (const name of Object.keys(disks)) {
        mkdirSync(lane.disk(name));
        if (small) lane.mount(name);
        chmodSync(lane.disk(name), 0o711);
      }
      lane.postgres = new PostgresServer(
        lane.disk('postgres'),
        small ? ['max_wal_size=64MB', 'min_wal_size=32MB'] : [],
      );
      lane.queue = new QueueServer(lane.disk('queue'));
      await lane.postgres.make();
      if (small) lane.moveWal();
      await Promise.all([lane.postgres.start(), lane.queue.start()]);
      await query(lane.postgres.url('postgres'), `create database ${template}`);
      await migrateInChild(lane.postgres.url(template));
      lane.runs = 0;
      return lane;
    } catch (error) {
      await lane.close();
      throw error;
    }
  }

  disk = (name) => join(this.directory, name);

  /** @throws where we may not mount: disk-full cannot be tried there */
  mount(name) {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${disks[name]}m`, 'athar-faults', this.disk(name)], {
      stdio: 'pipe',
    });
    this.mounts.push(this.disk(name));
  }

  moveWal() {
    const [from, to] = [join(this.postgres.cluster, 'pg_wal'), join(this.disk('wal'), 'pg_wal')];
    execFileSync('cp', ['-a', from, to]);
    rmSync(from, { recursive: true });
    symlinkSync(to, from);
  }

  /** Takes all room that is left on one disk. */
  fill(name) {
    try {
      execFileSync('dd', ['if=/dev/zero', `of=${join(this.disk(name), 'filler')}`, 'bs=1M'], { stdio: 'pipe' });
    } catch {
      // That it ends with "no space left" is the point.
    }
    try {
      // And the last pages, so that nothing at all fits.
      execFileSync('dd', ['if=/dev/zero', `of=${join(this.disk(name), 'filler-2')}`, 'bs=4k'], { stdio: 'pipe' });
    } catch {}
  }

  free(name) {
    for (const file of ['filler', 'filler-2']) rmSync(join(this.disk(name), file), { force: true });
  }

  async newDatabase() {
    const name = `run_${++this.runs}`;
    await query(this.postgres.url('postgres'), `create database ${name} template ${template}`);
    return name;
  }

  async drop(name) {
    await query(this.postgres.url('postgres'), `drop database if exists ${name} with (force)`);
  }

  async close() {
    await this.queue?.stop().catch(() => {});
    await this.postgres?.stop('SIGQUIT').catch(() => {});
    for (const mount of this.mounts) execFileSync('umount', ['-l', mount]);
    rmSync(this.directory, { recursive: true, force: true });
  }
}

async function migrateInChild(url) {
  const file = join(tmpdir(), `athar-faults-migrate-${process.pid}.mjs`);
  const migrate = new URL('../../dist/database/migrate.js', import.meta.url).href;
  writeFileSync(
    file,
    `const { migrate } = await import(${JSON.stringify(migrate)});\nawait migrate(process.env.DATABASE_URL);\n`,
  );
  try {
    await promisify(execFile)(process.execPath, [file], {
      cwd: projectRoot,
      env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: url },
    });
  } finally {
    rmSync(file, { force: true });
  }
}
