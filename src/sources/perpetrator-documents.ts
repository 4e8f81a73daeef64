import type { DocumentType } from './source.entity.js';

/** Who made a document, as far as it decides how much its word counts. Said by the person who looked at the document. */
export const issuerKinds = [
  'security_agency',
  /** A registry, court or hospital of the state that detained. */
  'state_institution',
  'isis',
  'armed_group',
  'foreign_forces',
  /** Authorities of after the detaining state's end. */
  'later_authorities',
  'forensic_body',
  'humanitarian_body',
  'civil_society',
  'survivors',
  'unknown',
] as const;
export type IssuerKind = (typeof issuerKinds)[number];

const perpetrators: ReadonlySet<IssuerKind> = new Set([
  'security_agency',
  'state_institution',
  'isis',
  'armed_group',
  'foreign_forces',
]);

/**
 * always: made by whoever detains, whoever copied it later. by_issuer: one whose maker nobody knows counts as the perpetrators'.
 * by_known_issuer: one whose maker nobody knows does not.
 */
const madeByPerpetrators: Record<DocumentType, 'always' | 'by_issuer' | 'by_known_issuer'> = {
  arrest_order: 'always',
  intake_register: 'always',
  transfer_list: 'always',
  wanted_list: 'always',
  hospital_referral: 'by_issuer',
  hospital_register: 'by_issuer',
  death_certificate: 'by_issuer',
  court_file: 'by_issuer',
  release_list: 'by_issuer',
  exchange_list: 'by_issuer',
  other: 'by_issuer',
  survivor_testimony: 'by_known_issuer',
  ngo_database: 'by_known_issuer',
};

/** Is it a document of the perpetrators? Alone such documents never lift a claim above "documented" (domain.md R10). */
export function isMadeByPerpetrators(type: DocumentType, issuer: IssuerKind): boolean {
  const rule = madeByPerpetrators[type];
  return rule === 'always' || perpetrators.has(issuer) || (issuer === 'unknown' && rule === 'by_issuer');
}
