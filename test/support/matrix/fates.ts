import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Case } from './world.js';

/** What was claimed and planned in the case of a report: each free text holds the word of the case. */
export async function claimFate(
  dataSource: DataSource,
  { caseId, suggestionId, reporterId, word }: Pick<Case, 'caseId' | 'suggestionId' | 'reporterId' | 'word'>,
): Promise<Pick<Case, 'sourceId' | 'claimId' | 'disclosureId'>> {
  const [{ organisation, source: sourceId, one, another }] = await dataSource.query(
    `select s.organisation_id as organisation, d.source_id as source, r.created_by as one,
       (select a.id from accounts a where a.organisation_id = s.organisation_id and a.role = 'supervisor' order by a.login limit 1) as another
     from suggestions s join detention_records d on d.id = s.detention_record_id join reports r on r.id = s.report_id where s.id = $1`,
    [suggestionId],
  );
  const [claimId, disclosureId] = [randomUUID(), randomUUID()];
  await dataSource.query(
    `insert into source_assessments (id, source_id, organisation_id, authenticity, issuer_kind, note, assessed_by)
     values (gen_random_uuid(), $1, $2, 'consistent', 'unknown', $3, $4)`,
    // Two cases of one list: of the organisation, of neither case, and by somebody who is in both.
    [sourceId, organisation, word.replace(/-case-\d$/, ''), another],
  );
  await dataSource.query(
    `insert into fate_claims (id, case_id, organisation_id, claim, level, basis, note, family_accepts, legal_status, assessed_by)
     values ($1, $2, $3, 'released', 'alleged', $4, $5, 'unknown', 'none', $6)`,
    [claimId, caseId, organisation, JSON.stringify([{ kind: 'testimony', text: word }]), word, one],
  );
  await dataSource.query(
    `insert into fate_reviews (id, claim_id, organisation_id, assessed_by, reviewer, agrees, note)
     values (gen_random_uuid(), $1, $2, $3, $4, true, $5)`,
    [claimId, organisation, one, another, word],
  );
  const ofCase = [caseId, organisation, one, word];
  await dataSource.query(
    `insert into recipient_wishes (id, case_id, organisation_id, recorded_by, note, reporter_id, said_by, wish)
     values (gen_random_uuid(), $1, $2, $3, $4, $5, $5, 'agreed')`,
    [...ofCase, reporterId],
  );
  await dataSource.query(
    `insert into sought_person_wishes (id, case_id, organisation_id, recorded_by, note, wish)
     values (gen_random_uuid(), $1, $2, $3, $4, 'may_be_told')`,
    ofCase,
  );
  await dataSource.query(
    `insert into case_special_classes (id, case_id, organisation_id, recorded_by, note, class, applies)
     values (gen_random_uuid(), $1, $2, $3, $4, 'defector', false)`,
    ofCase,
  );
  await dataSource.query(
    `insert into case_exchange_words (id, case_id, organisation_id, said_by, reason, allowed) values (gen_random_uuid(), $1, $2, $3, $4, true)`,
    ofCase,
  );
  await dataSource.query(
    `with planned as (
       insert into disclosures (id, case_id, organisation_id, proposed_by, note, kind, state, recipient_id, suggestion_id, fate_claim_id)
       values ($5, $1, $2, $3, $4, 'fate', 'planned', $6, $7, $8) returning *)
     insert into disclosure_events (id, disclosure_id, organisation_id, revision, account_id, kind, to_state, note)
       select gen_random_uuid(), id, organisation_id, revision, proposed_by, 'planned', state, note from planned`,
    [...ofCase, disclosureId, reporterId, suggestionId, claimId],
  );
  await dataSource.query(
    `insert into disclosure_attempts (id, disclosure_id, organisation_id, revision, channel, made_by, note)
     values (gen_random_uuid(), $1, $2, 1, 'call', $3, $4)`,
    [disclosureId, organisation, one, word],
  );
  return { sourceId, claimId, disclosureId };
}
