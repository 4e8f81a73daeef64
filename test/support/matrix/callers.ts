import { createHmac } from 'node:crypto';
import type { Role } from '../../../src/access/account.entity.js';
import type { Scope } from '../../../src/access/actor.js';
import {
  allOf,
  type Case,
  type Family,
  type Organisation,
  openSession,
  type Person,
  type SessionState,
  type World,
} from './world.js';

/** A column of the matrix: who calls, and with what. */
export interface Caller {
  name: string;
  /** Short, for the head of the column. */
  mark: string;
  /** Null when the credential is none, or no longer one. */
  is: CallerKind | null;
  /** Whose objects he asks for are always those of Amal's first case. */
  organisation: Organisation | null;
  /** Cases whose words and ids he may see in an answer; none for those who see no case. */
  sees: Case[];
  headers: Record<string, string>;
  /** For a call that ends the session: the headers of a new session in the same state, of the same person or of another one. */
  renewed?: (person?: Person) => Promise<Record<string, string>>;
  /** Of staff. */
  person?: Person;
  family?: Family;
}

export type CallerKind = { id: string; fresh: boolean; byCookie?: 'ours' | 'foreign' } & (
  | { kind: 'staff'; role: Role }
  | { kind: 'partner'; scopes: Scope[] }
  | { kind: 'family'; case: Case }
);

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** As src/access/cross-site.ts makes it; written down once more here so that a change of it is seen. */
const pageToken = (credential: string) => createHmac('sha256', credential).update('athar csrf').digest('base64url');

export async function callersOf(world: World): Promise<Caller[]> {
  const { amal, bayan, service } = world;
  const staff = async (
    mark: string,
    name: string,
    organisation: Organisation,
    person: Person,
    sees: Case[],
    state: SessionState = {},
  ): Promise<Caller> => {
    const renewed = async (who = person) => bearer(await openSession(service, who, state));
    const gone = state.expired || state.idle || state.revoked;
    return {
      name,
      mark,
      is: gone ? null : { kind: 'staff', role: person.role, id: person.id, fresh: state.fresh ?? true },
      organisation,
      sees,
      headers: await renewed(),
      renewed,
      person,
    };
  };
  const callers: Caller[] = [
    { name: 'nobody', mark: 'nobody', is: null, organisation: null, sees: [], headers: {} },
    await staff('case', 'caseworker of the case', amal, amal.staff.caseworker, [amal.cases[0]]),
    await staff('case2', 'caseworker of another case', amal, amal.otherCaseworker, [amal.cases[1]]),
    await staff('super', 'supervisor', amal, amal.staff.supervisor, amal.cases),
    await staff('lead', 'disclosure lead', amal, amal.staff.disclosure_lead, amal.cases),
    await staff('audit', 'auditor', amal, amal.staff.auditor, []),
    await staff('imp', 'importer', amal, amal.staff.importer, []),
    await staff('admin', 'organisation admin', amal, amal.staff.organisation_admin, []),
    await staff('sys', 'system admin', amal, amal.staff.system_admin, []),
    await staff('B.case', "Bayan's caseworker", bayan, bayan.staff.caseworker, [bayan.cases[0]]),
    await staff('B.super', "Bayan's supervisor", bayan, bayan.staff.supervisor, bayan.cases),
    await staff('B.lead', "Bayan's disclosure lead", bayan, bayan.staff.disclosure_lead, bayan.cases),
    await staff('B.audit', "Bayan's auditor", bayan, bayan.staff.auditor, []),
    await staff('B.imp', "Bayan's importer", bayan, bayan.staff.importer, []),
    await staff('B.admin', "Bayan's organisation admin", bayan, bayan.staff.organisation_admin, []),
    await staff('B.sys', 'system admin who belongs to Bayan', bayan, bayan.staff.system_admin, []),
  ];
  for (const [mark, role] of [
    ['case', 'caseworker'],
    ['super', 'supervisor'],
    ['lead', 'disclosure_lead'],
    ['audit', 'auditor'],
    ['imp', 'importer'],
    ['admin', 'organisation_admin'],
    ['sys', 'system_admin'],
  ] as const) {
    const sees =
      role === 'caseworker' ? [amal.cases[0]] : role === 'supervisor' || role === 'disclosure_lead' ? amal.cases : [];
    const name = `${role.replace('_', ' ')} whose sign-in is not fresh`;
    callers.push(await staff(`${mark}-old`, name, amal, amal.staff[role], sees, { fresh: false }));
  }
  for (const state of ['expired', 'idle', 'revoked'] as const)
    callers.push(
      await staff(state, `supervisor, session ${state}`, amal, amal.staff.supervisor, [], { [state]: true }),
    );
  callers.push(...(await cookieCallers(world)), ...partnerCallers(world), ...familyCallers(world));
  return callers;
}

/** Browsers send the cookie by themselves; what changes something must also show that our own page asks. */
async function cookieCallers({ amal, service }: World): Promise<Caller[]> {
  const person = amal.staff.supervisor;
  const caller = async (mark: string, name: string, site: string, withToken: boolean): Promise<Caller> => {
    const renewed = async (who = person) => {
      const token = await openSession(service, who);
      const page: Record<string, string> = withToken ? { 'x-csrf-token': pageToken(token) } : {};
      return { cookie: `__Host-athar=${token}`, 'sec-fetch-site': site, ...page };
    };
    const foreign = site !== 'same-origin' || !withToken;
    return {
      name,
      mark,
      is: { kind: 'staff', role: person.role, id: person.id, fresh: true, byCookie: foreign ? 'foreign' : 'ours' },
      organisation: amal,
      sees: amal.cases,
      headers: await renewed(),
      renewed,
      person,
    };
  };
  return [
    await caller('page', 'supervisor on our own page', 'same-origin', true),
    await caller('cookie', "supervisor's cookie without the page's token", 'same-origin', false),
    await caller('site', "supervisor's cookie from another site", 'cross-site', true),
  ];
}

function partnerCallers(world: World): Caller[] {
  const of = (organisation: Organisation) =>
    organisation.partners.map(({ id, scope, secret, gone }): Caller => {
      const mark = `${organisation === world.amal ? '' : 'B.'}key-${gone ?? scope}`;
      const name = `partner key of ${organisation.name}, ${gone ? `${gone} ` : ''}${scope}`;
      const is: CallerKind | null = gone ? null : { kind: 'partner', scopes: [scope], id, fresh: false };
      return { name, mark, is, organisation, sees: [], headers: bearer(secret) };
    });
  return allOf(world).flatMap(of);
}

function familyCallers(world: World): Caller[] {
  return allOf(world).flatMap((organisation) =>
    organisation.families.map((family): Caller => {
      const { receiptId, token, of, gone } = family;
      const number = organisation.cases.indexOf(of) + 1;
      const mark = `${organisation === world.amal ? '' : 'B.'}fam${number}${gone ? `-${gone}` : ''}`;
      const is: CallerKind | null = gone ? null : { kind: 'family', case: of, id: receiptId, fresh: false };
      const name = `family of ${organisation.name}, case ${number}${gone ? ` (${gone})` : ''}`;
      return { name, mark, is, organisation, sees: [of], headers: bearer(token), family };
    }),
  );
}
