import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Acting } from '../../access/acting.js';
import type { Actor } from '../../access/actor.js';
import { Audit } from '../../audit/audit.js';
import { errorCodeOf, Problem } from '../../errors.js';
import { LOG } from '../../log-token.js';
import type { Log } from '../../logging.js';
import { Source } from '../../sources/source.entity.js';
import { findImport } from '../find-import.js';
import { type ImportState, statesUnderWay } from '../import-states.js';
import { type ProgressView, progressOf } from './progress-view.js';

/** Listeners of one process; further ones ask again now and then instead. */
const mostListeners = 200;
const everyMs = 1_000;
/** Then a listener comes again, and shows again who he is. */
const longestMs = 10 * 60_000;
/** The rate is that of the last so many looks. */
const looksForRate = 10;

export interface ProgressEvent extends Partial<ProgressView> {
  state: ImportState;
}

export interface Listener {
  actor: Actor;
  tell(event: ProgressEvent): void;
  end(): void;
}

interface Watch {
  listeners: Map<Listener, number>;
  looks: { at: number; stage: string; done: number }[];
  timer: NodeJS.Timeout | undefined;
}

/** Tells how far imports are, once a second, from one look at the database for all who listen to the same one. */
@Injectable()
export class ProgressStreams implements OnModuleDestroy {
  private readonly watches = new Map<string, Watch>();
  private listening = 0;
  private closed = false;

  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** @throws Problem service.unavailable when too many listen already; asking for the import itself goes on working */
  async authorise(actor: Actor, id: string): Promise<void> {
    if (this.closed || this.listening >= mostListeners) throw new Problem('service.unavailable');
    await this.acting.as(actor, async (manager) => {
      await findImport(manager, actor, id, { action: 'import.progress-watched' });
      const entry = { action: 'import.progress-watched', subjectKind: 'import', subjectId: id };
      await this.audit.record(manager, actor, entry);
    });
  }

  /** @returns what ends the listening; the listener may also be ended from here. */
  listen(id: string, listener: Listener): () => void {
    const watch = this.watches.get(id) ?? { listeners: new Map(), looks: [], timer: undefined };
    watch.listeners.set(listener, Date.now());
    this.listening++;
    if (!this.watches.has(id)) {
      this.watches.set(id, watch);
      void this.look(id, watch);
    }
    return () => this.leave(id, watch, listener);
  }

  onModuleDestroy() {
    this.closed = true;
    for (const [id, watch] of this.watches)
      for (const listener of watch.listeners.keys()) this.finish(id, watch, listener);
  }

  private leave(id: string, watch: Watch, listener: Listener): void {
    if (!watch.listeners.delete(listener)) return;
    this.listening--;
    if (watch.listeners.size > 0) return;
    clearTimeout(watch.timer);
    if (this.watches.get(id) === watch) this.watches.delete(id);
  }

  private finish(id: string, watch: Watch, listener: Listener): void {
    this.leave(id, watch, listener);
    listener.end();
  }

  private async look(id: string, watch: Watch): Promise<void> {
    const [first] = watch.listeners.keys();
    if (!first) return;
    try {
      const event = await this.event(first.actor, id, watch);
      const over = !statesUnderWay.includes(event.state) && event.state !== 'receiving';
      for (const [listener, since] of [...watch.listeners]) {
        listener.tell(event);
        if (over || Date.now() - since > longestMs) this.finish(id, watch, listener);
      }
    } catch (error) {
      // Whoever listened asks again, and is told then what is wrong.
      this.log.warn({ import: id, code: errorCodeOf(error) }, 'progress cannot be told');
      for (const listener of [...watch.listeners.keys()]) this.finish(id, watch, listener);
    }
    if (watch.listeners.size > 0) watch.timer = setTimeout(() => void this.look(id, watch), everyMs);
  }

  private event(actor: Actor, id: string, watch: Watch): Promise<ProgressEvent> {
    return this.acting.as(actor, async (manager) => {
      const row = await findImport(manager, actor, id);
      const source = await manager.findOneByOrFail(Source, { id: row.sourceId });
      const now = progressOf(row, source);
      if (!now) return { state: row.state };
      watch.looks = watch.looks.filter(({ stage }) => stage === now.stage).slice(1 - looksForRate);
      watch.looks.push({ at: Date.now(), stage: now.stage, done: now.done });
      return { state: row.state, ...progressOf(row, source, rateOf(watch.looks)) };
    });
  }
}

function rateOf(looks: Watch['looks']): number | null {
  const [first, last] = [looks[0], looks[looks.length - 1]];
  const seconds = (last.at - first.at) / 1000;
  return seconds > 0 && last.done > first.done ? (last.done - first.done) / seconds : null;
}
