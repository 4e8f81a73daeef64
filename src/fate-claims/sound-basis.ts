import type { EntityManager } from 'typeorm';
import { type FieldError, Problem } from '../errors.js';
import { ceilingOf } from './effective-level.js';
import type { FateClaimBody } from './fate-claim-view.js';
import { atLeast } from './fate-words.js';

/**
 * The database refuses the same things by a trigger; here they get their words.
 * @throws Problem fate_claim.basis_missing, fate_claim.basis_unknown, fate_claim.perpetrators_only
 */
export async function requireSoundBasis(manager: EntityManager, caseId: string, body: FateClaimBody): Promise<void> {
  const rows: { known: boolean; stands: boolean; ofPerpetrators: boolean }[] = await manager.query(
    `select known, stands, of_perpetrators as "ofPerpetrators" from basis_now($1, $2::jsonb) order by place`,
    [caseId, JSON.stringify(body.basis)],
  );
  const unknown = rows.flatMap(({ known, stands }, place): FieldError[] => {
    const pointer = `/basis/${place}/id`;
    if (!known) return [{ pointer, code: 'fate_claim.basis_unknown', message: 'There is no such thing in this case.' }];
    return stands || body.basis[place].kind !== 'link'
      ? []
      : [
          {
            pointer,
            code: 'fate_claim.basis_unknown',
            message: 'This link is not confirmed, or its document does not stand.',
          },
        ];
  });
  if (unknown.length > 0) throw new Problem('fate_claim.basis_unknown', undefined, unknown);
  const needsNone = body.level === 'alleged' || body.claim === 'no_information';
  if (rows.length === 0 && body.legal_status !== 'death_registered_by_regime' && !needsNone)
    throw new Problem('fate_claim.basis_missing', undefined, [
      { pointer: '/basis', code: 'field.missing', message: 'Name what this rests on.' },
    ]);
  if (atLeast(body.level, 'corroborated') && !atLeast(ceilingOf(rows, body.legal_status), 'corroborated'))
    throw new Problem('fate_claim.perpetrators_only', undefined, [
      {
        pointer: '/level',
        code: 'fate_claim.perpetrators_only',
        message: 'Name something besides documents of those who detained, or choose "documented".',
      },
    ]);
}
