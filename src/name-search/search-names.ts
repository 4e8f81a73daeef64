import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Acting } from '../access/acting.js';
import type { StaffActor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { Problem } from '../errors.js';
import { type CompiledName, compareNames, compileNames } from '../matching/index.js';
import { toPersonName } from '../person-names/person-name.entity.js';
import { GazetteerService } from '../places/gazetteer.service.js';
import { Turns } from '../turns.js';
import { type Closeness, closenessOf } from './closeness.js';
import { filterKinds } from './filter-kinds.js';
import { foundPeople } from './found-people.js';
import { NameSearch } from './name-search.entity.js';
import { type Filters, type NameInReach, namesInReach } from './names-in-reach.js';
import type { NameSearchBody } from './search-body.js';
import { waitBeforeSearch } from './search-limit.js';
import type { NameSearchView } from './search-view.js';

export const mostHits = 50;

/** A person whose name is like one that is searched for, by that of his spellings which is nearest. */
export interface NameHit {
  kind: 'report' | 'detention_record';
  id: string;
  name: string;
  /** Which of the names that were asked for. */
  asked: number;
  /** 0 to 1; for ordering, not a probability. */
  similarity: number;
  closeness: Closeness;
}

/** Below this two names have hardly a token in common. */
const leastSimilarity = 0.5;
/** Comparisons between two looks at what else the process has to do. */
const namesAtOnce = 200;
/** So long one search may compare; then it says that it did not get through. */
const longestMs = 8_000;

/** Finds people by name in any script, by comparing with every name that is kept. For staff; every search is written down. */
@Injectable()
export class SearchNames {
  private readonly turns = new Turns(1, 20, 20_000);

  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
    private readonly gazetteer: GazetteerService,
  ) {}

  /**
   * Among the reports and records that the actor reaches.
   * @param limit how many are shown, at most `mostHits`
   * @throws Problem search.too_many, search.operator_only, and request.invalid for a place that nobody knows
   */
  async search(actor: StaffActor, body: NameSearchBody, limit = mostHits): Promise<NameSearchView> {
    const { reason, names, ...asked } = body;
    const filters = { ...asked, place: await this.placeOf(asked.place) };
    const wanted = names.flatMap((name, index) => compileNames(name).map((compiled) => ({ compiled, asked: index })));
    const outcome = await this.turns.take(() =>
      this.acting.as(actor, (manager) => this.inOneTransaction(manager, actor, { reason, filters, wanted, limit })),
    );
    if ('wait' in outcome) throw new Problem('search.too_many', undefined, undefined, outcome.wait);
    return outcome;
  }

  private async inOneTransaction(
    manager: EntityManager,
    actor: StaffActor,
    search: { reason: string; filters: Filters; wanted: Wanted[]; limit: number },
  ): Promise<NameSearchView | { wait: number }> {
    await onlyOfOperator(manager);
    const wait = await waitBeforeSearch(manager, actor);
    const entry = { action: 'names.searched', subjectKind: 'name_search' };
    if (wait !== null) {
      await this.audit.record(manager, actor, { ...entry, outcome: 'refused', reason: 'too_many' });
      return { wait };
    }
    const { hits, complete } = await nearest(manager, search.filters, search.wanted);
    const shown = hits.slice(0, search.limit);
    const found = await foundPeople(manager, shown);
    const id = randomUUID();
    const { organisationId } = actor;
    await manager.insert(NameSearch, {
      id,
      organisationId,
      accountId: actor.id,
      reason: search.reason,
      hits: hits.length,
      filters: filterKinds(search.filters),
    });
    // The words searched for are not written down: the trail holds no names.
    await this.audit.record(manager, actor, { ...entry, subjectId: id, seen: shown.map((hit) => hit.id) });
    return { id, hits: found, more: hits.length > shown.length, complete };
  }

  private async placeOf(text: string | undefined): Promise<Filters['place']> {
    if (text === undefined) return null;
    const gazetteer = await this.gazetteer.load();
    const { codes } = gazetteer.resolvePlace(text);
    if (codes.governorate) return codes;
    throw new Problem('request.invalid', undefined, [
      { pointer: '/place', code: 'place.unknown', message: 'This place is not known here: write its governorate.' },
    ]);
  }
}

interface Wanted {
  compiled: CompiledName;
  asked: number;
}

async function onlyOfOperator(manager: EntityManager): Promise<void> {
  const operators: unknown[] = await manager.query(
    "select 1 from organisations where id = app_organisation() and kind = 'operator'",
  );
  if (operators.length === 0) throw new Problem('search.operator_only');
}

/** Everybody who is like one of the names, the most similar first; `complete` is false when the time was over before. */
async function nearest(manager: EntityManager, filters: Filters, wanted: Wanted[]) {
  const best = new Map<string, NameHit>();
  let [spentMs, complete] = [0, true];
  for await (const rows of namesInReach(manager, filters)) {
    for (let from = 0; from < rows.length && complete; from += namesAtOnce) {
      const began = performance.now();
      for (const row of rows.slice(from, from + namesAtOnce)) keepNearer(best, row, wanted);
      spentMs += performance.now() - began;
      complete = spentMs < longestMs;
      await setImmediate();
    }
    if (!complete) break;
  }
  const hits = [...best.values()].sort((a, b) => b.similarity - a.similarity || (a.id < b.id ? -1 : 1));
  return { hits, complete };
}

function keepNearer(best: Map<string, NameHit>, row: NameInReach, wanted: Wanted[]): void {
  const id = row.reportId ?? row.detentionRecordId;
  if (!id) return;
  for (const stored of compileNames(toPersonName(row))) {
    for (const { compiled, asked } of wanted) {
      const comparison = compareNames(compiled, stored);
      const { similarity } = comparison;
      if (similarity < leastSimilarity || similarity <= (best.get(id)?.similarity ?? 0)) continue;
      const kind = row.reportId ? 'report' : 'detention_record';
      best.set(id, { kind, id, name: row.raw, asked, similarity, closeness: closenessOf(comparison) });
    }
  }
}
