import { keyHash } from '../key-hash.js';
import { type NameRole, nameRoles, type Script } from '../record.js';
import { nameFrequency } from './frequency.js';
import type { CompiledName, NameToken } from './types.js';

/** Names have at most this many parts here (compile-name.ts cuts them). */
export const mostPartsMeasured = 8;

const scripts: readonly Script[] = ['Arab', 'Latn', 'mixed', 'other'];
const unknown = -1;

/** Index of what a part is written in, for settings. */
export const scriptIndex = (script: Script): number => scripts.indexOf(script);
export const scriptAt = (index: number): Script => scripts[index]!;

/**
 * One name as numbers, the parts in the order written, to be laid against another. Filled anew for each name, so that comparing makes nothing. `order` decides
 * which of two names comes first (isBehind); tokens may be absent where the frequencies are set.
 */
export class NameSide {
  count = 0;
  /** Whether the source told the parts apart, and how sure the division is (NameParse.confidence). */
  told = false;
  sure = 0;
  /** Index into nameRoles, -1 = none. */
  readonly roles = new Int8Array(mostPartsMeasured);
  /** See scriptIndex. */
  readonly scripts = new Uint8Array(mostPartsMeasured);
  /** See orderOf. */
  readonly orders = new Int32Array(mostPartsMeasured);
  readonly tokens: (NameToken | null)[] = new Array<NameToken | null>(mostPartsMeasured).fill(null);
  private readonly frequencies = new Float64Array(mostPartsMeasured * nameRoles.length);

  /** Adds a part behind the others. */
  add(token: NameToken | null, role: number, script: number, order: number): void {
    const at = this.count++;
    this.tokens[at] = token;
    this.roles[at] = role;
    this.scripts[at] = script;
    this.orders[at] = order;
    this.frequencies.fill(unknown, at * nameRoles.length, (at + 1) * nameRoles.length);
  }

  /** Share of people with that name in that role (an index), 0..1. Worked out when first asked for: what a Latin spelling means takes long. */
  frequency(part: number, role: number): number {
    const at = part * nameRoles.length + role;
    if (this.frequencies[at] === unknown) this.frequencies[at] = nameFrequency(this.tokens[part]!, nameRoles[role]!);
    return this.frequencies[at]!;
  }

  setName({ parts, rolesGiven, parse }: CompiledName): void {
    this.count = 0;
    this.told = rolesGiven;
    this.sure = parse.confidence;
    for (const { token, role } of parts)
      this.add(token, roleIndex(role), scriptIndex(token.codes.writtenIn), orderOf(token.text));
  }
}

export const roleIndex = (role: NameRole | null): number => (role === null ? -1 : nameRoles.indexOf(role));

/** A number by which two spellings are put in a fixed order. */
export const orderOf = keyHash;

/** Whether b comes before a in an order that does not depend on which of the two is asked about: it makes ties the same whichever name is put first. */
export function isBehind(a: NameSide, b: NameSide): boolean {
  if (a.count !== b.count) return b.count < a.count;
  for (let at = 0; at < a.count; at++) {
    if (a.orders[at] !== b.orders[at]) return b.orders[at]! < a.orders[at]!;
    if (a.roles[at] !== b.roles[at]) return b.roles[at]! < a.roles[at]!;
  }
  return false;
}
