import { Injectable, Optional } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { liveConsent } from '../consents/live-consent.js';
import { suppress, unsuppress } from '../consents/suppress.js';
import { forOrganisation } from '../database/for-organisation.js';
import { DetentionRecord } from '../detention-records/detention-record.entity.js';
import type { DueSubject } from '../jobs/job-list.js';
import {
  blockingKeys,
  type CompiledRecord,
  codeRecord,
  compileRecord,
  type MatchRecord,
  matcherVersion,
  type RecordSide,
} from '../matching/index.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { Report } from '../reports/report.entity.js';
import { recordFeatures, reportFeatures } from './match-features.js';
import { OlderMatcher } from './older-matcher.js';

export interface Profile {
  recordId: string;
  organisationId: string;
  /** May meet the records of other organisations. */
  withPartners: boolean;
  revision: number;
  compiled: CompiledRecord;
}

/** Compiled profiles that one worker keeps at hand (about 7 kB each); each is checked against the revision in Postgres before it is used. */
const rememberedProfiles = 20_000;

/** Makes, stores and reads match profiles: what the matcher sees of a record, and the keys by which it is found. */
@Injectable()
export class Profiles {
  private readonly remembered = new Map<string, Profile>();

  constructor(
    private readonly dataSource: DataSource,
    @Optional() private readonly most: number = rememberedProfiles,
  ) {}

  /**
   * Brings the stored profiles of the given records up to date and commits, so that whoever searches from now on finds them.
   * A report that may not be compared (no live consent to search, not open) loses its profile, and its suggestions go out of sight; so does a record
   * whose import was taken back, and what nobody decided about it becomes stale.
   * @returns the profiles that exist now, and what was handled, with the revision that was read.
   * @throws OlderMatcher when one of the stored profiles is of a newer matcher than this worker's: nothing is stored
   */
  async refresh(
    organisationId: string,
    side: RecordSide,
    ids: string[],
  ): Promise<{ profiles: Profile[]; handled: Pick<DueSubject, 'id' | 'revision'>[] }> {
    return forOrganisation(this.dataSource, organisationId, async (manager) => {
      const rows =
        side === 'report'
          ? await readReports(manager, ids)
          : await readRecords(manager, ids, await importsForPartners(manager, organisationId));
      const withheld = rows.filter((row) => !row.mayBeCompared).map((row) => row.id);
      if (withheld.length > 0)
        await manager.query('delete from match_profiles where record_id = any($1::uuid[])', [withheld]);
      if (side === 'report') await followConsent(manager, rows);
      const profiles = rows
        .filter((row) => row.mayBeCompared)
        .map((row) => ({ ...row, recordId: row.id, compiled: compileRecord(row.features) }));
      await store(manager, side, profiles);
      for (const profile of profiles) this.remember(profile);
      return { profiles, handled: rows.map(({ id, revision }) => ({ id, revision })) };
    });
  }

  /** Profiles as they are stored now. Records without one (withdrawn, not yet made) are left out. */
  async read(manager: EntityManager, ids: string[]): Promise<Map<string, Profile>> {
    const current: Pick<Profile, 'recordId' | 'withPartners' | 'revision'>[] = await manager.query(
      `select record_id as "recordId", with_partners as "withPartners", revision
       from match_profiles where record_id = any($1::uuid[]) and matcher_version = $2`,
      [ids, matcherVersion],
    );
    const found = new Map<string, Profile>();
    for (const { recordId, withPartners, revision } of current) {
      const profile = this.remembered.get(recordId);
      if (profile?.revision === revision) found.set(recordId, { ...profile, withPartners });
    }
    const missing = current.map((row) => row.recordId).filter((id) => !found.has(id));
    if (missing.length > 0) {
      const rows: (Omit<Profile, 'compiled'> & { features: MatchRecord })[] = await manager.query(
        `select record_id as "recordId", organisation_id as "organisationId", with_partners as "withPartners", revision, features
         from match_profiles where record_id = any($1::uuid[])`,
        [missing],
      );
      for (const { features, ...row } of rows) found.set(row.recordId, { ...row, compiled: compileRecord(features) });
    }
    // Only now: remembering may forget others, and what was asked for must be in the answer.
    for (const profile of found.values()) this.remember(profile);
    return found;
  }

  private remember({ recordId, organisationId, withPartners, revision, compiled }: Profile): void {
    this.remembered.delete(recordId);
    this.remembered.set(recordId, { recordId, organisationId, withPartners, revision, compiled });
    if (this.remembered.size > this.most) {
      const oldest = this.remembered.keys().next().value;
      if (oldest !== undefined) this.remembered.delete(oldest);
    }
  }
}

interface ReadRow {
  id: string;
  organisationId: string;
  revision: number;
  mayBeCompared: boolean;
  withPartners: boolean;
  features: MatchRecord;
}

/** Consent gates the query, not the screen (R3): without it the report is not even read into a profile. */
async function readReports(manager: EntityManager, ids: string[]): Promise<ReadRow[]> {
  // Held until the profile is stored: whoever takes a consent back meanwhile waits, and then finds the profile and removes it.
  await manager.query('select 1 from reports where id = any($1::uuid[]) order by id for share', [ids]);
  const reports = await manager.findBy(Report, { id: In(ids) });
  const names = await manager.find(PersonNameRow, { where: { reportId: In(ids) }, order: { position: 'ASC' } });
  const consents: { id: string; search: boolean; partners: boolean }[] = await manager.query(
    `select id, ${liveConsent('search', 'report.id')} as search, ${liveConsent('partners', 'report.id')} as partners
     from unnest($1::uuid[]) as report(id)`,
    [ids],
  );
  const consentOf = new Map(consents.map((row) => [row.id, row]));
  const namesOf = groupBy(names, (row) => row.reportId);
  return reports.map((report) => ({
    id: report.id,
    organisationId: report.organisationId,
    revision: report.revision,
    mayBeCompared: report.state === 'open' && consentOf.get(report.id)?.search === true,
    withPartners: consentOf.get(report.id)?.partners === true,
    features: reportFeatures(report, namesOf.get(report.id) ?? []),
  }));
}

async function readRecords(manager: EntityManager, ids: string[], withPartners: boolean): Promise<ReadRow[]> {
  // Held until the profile is stored: whoever takes an import back meanwhile waits, and then finds the profile and removes it.
  await manager.query('select 1 from detention_records where id = any($1::uuid[]) order by id for share', [ids]);
  const records = await manager.findBy(DetentionRecord, { id: In(ids) });
  const names = await manager.find(PersonNameRow, {
    where: { detentionRecordId: In(ids) },
    order: { position: 'ASC' },
  });
  const namesOf = groupBy(names, (row) => row.detentionRecordId);
  return records.map((record) => ({
    id: record.id,
    organisationId: record.organisationId,
    revision: record.revision,
    mayBeCompared: record.withdrawnAt === null,
    withPartners,
    features: recordFeatures(record, namesOf.get(record.id) ?? []),
  }));
}

/** Suggestions come and go with the consent that they rest on (R4). */
async function followConsent(manager: EntityManager, rows: ReadRow[]): Promise<void> {
  const idsOf = (which: (row: ReadRow) => boolean) => rows.filter(which).map((row) => row.id);
  await suppress(
    manager,
    {
      withheld: idsOf((row) => !row.mayBeCompared),
      withoutPartners: idsOf((row) => row.mayBeCompared && !row.withPartners),
    },
    null,
  );
  await unsuppress(manager, {
    compared: idsOf((row) => row.mayBeCompared && !row.withPartners),
    withPartners: idsOf((row) => row.mayBeCompared && row.withPartners),
  });
}

/** A partner that ever agreed to hand in lists has done so for comparing; whether the agreement still holds is asked when a pair is stored. */
async function importsForPartners(manager: EntityManager, organisationId: string): Promise<boolean> {
  const rows: unknown[] = await manager.query(
    "select 1 from agreements where organisation_id = $1 and purpose = 'import' limit 1",
    [organisationId],
  );
  return rows.length > 0;
}

function groupBy<T>(rows: T[], keyOf: (row: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/**
 * An older revision never replaces a newer one; a profile that is already right is not written again.
 * @throws OlderMatcher
 */
async function store(
  manager: EntityManager,
  side: RecordSide,
  profiles: (Profile & { features: MatchRecord })[],
): Promise<void> {
  if (profiles.length === 0) return;
  await manager.query(
    `insert into match_profiles (record_id, side, organisation_id, with_partners, revision, matcher_version, features, coded, keys)
     select record_id, $2, organisation_id, with_partners, revision, $3, features, coded, keys
     from jsonb_to_recordset($1::jsonb) as row(record_id uuid, organisation_id uuid, with_partners boolean, revision int, features jsonb,
       coded json, keys int[])
     order by record_id
     on conflict (record_id) do update set
       revision = excluded.revision, matcher_version = excluded.matcher_version, features = excluded.features, coded = excluded.coded,
       keys = excluded.keys, with_partners = excluded.with_partners, updated_at = now()
     where excluded.revision >= match_profiles.revision and excluded.matcher_version >= match_profiles.matcher_version
       and (match_profiles.revision, match_profiles.matcher_version, match_profiles.with_partners)
         is distinct from (excluded.revision, excluded.matcher_version, excluded.with_partners)`,
    [
      JSON.stringify(
        profiles.map((profile) => ({
          record_id: profile.recordId,
          organisation_id: profile.organisationId,
          with_partners: profile.withPartners,
          revision: profile.revision,
          features: profile.features,
          coded: codeRecord(profile.compiled),
          keys: blockingKeys(profile.compiled, side).map(({ key }) => key),
        })),
      ),
      side,
      matcherVersion,
    ],
  );
  // Else the newer matcher would never hear of what changed: whoever handles a record clears its mark.
  const newer: unknown[] = await manager.query(
    'select 1 from match_profiles where record_id = any($1::uuid[]) and matcher_version > $2 limit 1',
    [profiles.map((profile) => profile.recordId), matcherVersion],
  );
  if (newer.length > 0) throw new OlderMatcher();
}
