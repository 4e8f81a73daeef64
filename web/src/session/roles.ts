import type { Role } from '../api/types.js';

/** Case staff see people. Administrators and auditors do not: the service answers them as if there were nothing. */
const caseRoles: readonly Role[] = ['caseworker', 'supervisor', 'disclosure_lead'];

export const seesCases = (role: Role): boolean => caseRoles.includes(role);
