import type { EntityManager } from 'typeorm';
import { Problem } from '../errors.js';

/** What may be given to one organisation. */
export interface Agreed {
  /** The last day, inclusive. */
  until: string;
  /** Classes of fields (domain.md R27). */
  fields: ReadonlySet<string>;
}

/** @returns null when no agreement with it to be given persons is in force today */
export async function agreedWith(manager: EntityManager, organisationId: string): Promise<Agreed | null> {
  const rows: { until: string; fields: string[] }[] = await manager.query(
    `select export_agreed_until($1)::text as until, fields from agreements
     where organisation_id = $1 and purpose = 'export' and valid_from <= current_date
       and (valid_until is null or valid_until >= current_date)`,
    [organisationId],
  );
  return rows.length === 0 ? null : { until: rows[0].until, fields: new Set(rows.flatMap(({ fields }) => fields)) };
}

/** An organisation needs no agreement with itself: its own records are its own, for a year at a time. */
export async function agreedFor(
  manager: EntityManager,
  { organisationId, recipientId }: { organisationId: string; recipientId: string },
): Promise<Agreed> {
  if (recipientId === organisationId) return { until: dayInAYear(), fields: new Set(allFields) };
  const agreed = await agreedWith(manager, recipientId);
  if (!agreed) throw new Problem('agreement.missing');
  return agreed;
}

const allFields = ['names', 'mother_name', 'sex', 'birth', 'events', 'places', 'facility', 'identifiers'];
const dayInAYear = () => new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
