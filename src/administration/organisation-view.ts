import { z } from 'zod';
import type { Agreement, Organisation } from '../access/account.entity.js';

export const agreementPurposes = ['import', 'export', 'overlap'] as const;
/** What an agreement can be about, in classes: names of fields change, what people agreed to must not. */
export const agreementFields = [
  'names',
  'mother_name',
  'sex',
  'birth',
  'events',
  'places',
  'facility',
  'identifiers',
  'notes',
] as const;

export const AgreementView = z
  .object({
    id: z.uuid(),
    purpose: z.enum(agreementPurposes),
    fields: z.array(z.string()),
    valid_from: z.iso.date(),
    valid_until: z.iso.date().nullable(),
    in_force: z.boolean(),
  })
  .meta({ id: 'Agreement', description: 'What an organisation agreed to. The last day is inclusive.' });

export const OrganisationView = z
  .object({
    id: z.uuid(),
    kind: z.enum(['operator', 'partner']),
    name: z.string(),
    created_at: z.iso.datetime(),
    agreements: z.array(AgreementView),
  })
  .meta({ id: 'Organisation' });
export type OrganisationView = z.infer<typeof OrganisationView>;

export function organisationView(organisation: Organisation, agreements: Agreement[], today: string): OrganisationView {
  return {
    id: organisation.id,
    kind: organisation.kind,
    name: organisation.name,
    created_at: organisation.createdAt.toISOString(),
    agreements: agreements
      .filter((agreement) => agreement.organisationId === organisation.id)
      .map((agreement) => ({
        id: agreement.id,
        purpose: agreement.purpose,
        fields: agreement.fields,
        valid_from: agreement.validFrom,
        valid_until: agreement.validUntil,
        in_force: agreement.validFrom <= today && (agreement.validUntil === null || agreement.validUntil >= today),
      })),
  };
}
