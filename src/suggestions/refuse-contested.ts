import type { EntityManager } from 'typeorm';
import { Problem } from '../errors.js';
import type { Suggestion } from './suggestion.entity.js';

/**
 * R15: as long as a record, or the case of a report, is contested, nothing is proposed or confirmed about it. The database refuses the same.
 * @throws Problem contest.open
 */
export async function refuseContested(
  manager: EntityManager,
  { detentionRecordId, reportId }: Pick<Suggestion, 'detentionRecordId' | 'reportId'>,
): Promise<void> {
  const [{ frozen }]: { frozen: boolean }[] = await manager.query('select is_frozen($1) or is_frozen($2) as frozen', [
    detentionRecordId,
    reportId,
  ]);
  if (frozen) throw new Problem('contest.open');
}
