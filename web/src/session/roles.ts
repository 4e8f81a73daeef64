import type { Role } from '../api/types.js';

/** Case staff see people. Administrators and auditors do not: the service answers them as if there were nothing. */
const caseRoles: readonly Role[] = ['caseworker', 'supervisor', 'disclosure_lead'];

export const seesCases = (role: Role): boolean => caseRoles.includes(role);

/** Decides about suggestions and does the work on a case; disclosure leads read them. */
export const decides = (role: Role): boolean => role === 'caseworker' || role === 'supervisor';
/** Searches people by name, for a reason. */
export const searchesNames = decides;

const listRoles: readonly string[] = ['importer', 'caseworker', 'supervisor'];
/** Hands in lists for an organisation, and sees what became of them. */
export const handsInLists = (role: Role): boolean => listRoles.includes(role);

/** Decides about imports that are held back; the service knows whose. */
export const judgesImports = (role: Role): boolean => role === 'supervisor';

/** What each page of administration and oversight is for; the service asks again. */
const pageRoles = {
  users: ['organisation_admin', 'system_admin'],
  organisations: ['organisation_admin', 'system_admin'],
  keys: ['organisation_admin', 'system_admin'],
  webhooks: ['organisation_admin'],
  figures: ['supervisor'],
  model: ['supervisor', 'system_admin'],
  audit: ['auditor'],
} as const satisfies Record<string, readonly Role[]>;
export type AdministrationPage = keyof typeof pageRoles;

export const administrationPages = Object.keys(pageRoles) as AdministrationPage[];
export const opensPage = (role: Role, page: AdministrationPage): boolean =>
  (pageRoles[page] as readonly Role[]).includes(role);
