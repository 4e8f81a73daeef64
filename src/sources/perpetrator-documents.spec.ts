import { describe, expect, it } from '@jest/globals';
import { isMadeByPerpetrators, issuerKinds } from './perpetrator-documents.js';
import { documentTypes } from './source.entity.js';

describe('whose document it is', () => {
  it.each(['arrest_order', 'intake_register', 'transfer_list', 'wanted_list'] as const)(
    'a %s is the word of those who detain, whoever handed on a copy of it',
    (type) => {
      for (const issuer of issuerKinds) expect(isMadeByPerpetrators(type, issuer)).toBe(true);
    },
  );

  it.each(['security_agency', 'state_institution', 'isis', 'armed_group', 'foreign_forces'] as const)(
    'whatever a %s wrote is the word of perpetrators',
    (issuer) => {
      for (const type of documentTypes) expect(isMadeByPerpetrators(type, issuer)).toBe(true);
    },
  );

  it('a death certificate whose maker nobody knows counts as one of the perpetrators', () => {
    expect(isMadeByPerpetrators('death_certificate', 'unknown')).toBe(true);
    expect(isMadeByPerpetrators('death_certificate', 'forensic_body')).toBe(false);
  });

  it('what survivors told is theirs, unless it is known that somebody else wrote it', () => {
    expect(isMadeByPerpetrators('survivor_testimony', 'unknown')).toBe(false);
    expect(isMadeByPerpetrators('survivor_testimony', 'survivors')).toBe(false);
    expect(isMadeByPerpetrators('survivor_testimony', 'security_agency')).toBe(true);
    expect(isMadeByPerpetrators('ngo_database', 'unknown')).toBe(false);
  });
});
