import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Acting, Denied } from '../access/acting.js';
import type { Actor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { fromColumns } from '../database/fuzzy-date-columns.js';
import { nameView } from '../person-names/name-view.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { Source } from '../sources/source.entity.js';
import { DateView, dateView, NameView, PlaceCodesView } from '../views.js';
import { DetentionRecord, eventTypes } from './detention-record.entity.js';
import { FateClaim } from './fate-claim.js';

export const DetentionRecordView = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    source: z.object({ id: z.uuid(), title: z.string(), document_type: z.string(), row_number: z.int() }),
    names: z.array(NameView),
    mother_name: z.string().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    birth: DateView.nullable(),
    birth_place: z.string().nullable(),
    home: z.string().nullable(),
    event: DateView.nullable(),
    event_type: z.enum(eventTypes).nullable(),
    arrest_place: z.string().nullable(),
    place: z.object({
      governorate: z.string().nullable(),
      district: z.string().nullable(),
      community: z.string().nullable(),
      facility: z.string().nullable(),
      codes: PlaceCodesView,
    }),
    fate_words: z.array(z.string()),
    fate_claims: z.array(FateClaim).describe('What the source claims, never a state'),
    further: z.record(z.string(), z.string()).describe('Further fields as written, by the name of the field'),
    notes: z.string().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'DetentionRecord', description: 'What one row of one document says about one person.' });
export type DetentionRecordView = z.infer<typeof DetentionRecordView>;

@Injectable()
export class DetentionRecordsService {
  constructor(
    private readonly acting: Acting,
    private readonly audit: Audit,
  ) {}

  /** One record of the actor's own organisation. */
  view(actor: Actor, id: string): Promise<DetentionRecordView> {
    const entry = { action: 'detention-record.viewed', subjectKind: 'detention-record', subjectId: id };
    return this.acting.as(actor, async (manager) => {
      const record = await manager.findOneBy(DetentionRecord, { id, organisationId: actor.organisationId });
      if (!record) throw new Denied(entry);
      const source = await manager.findOneByOrFail(Source, { id: record.sourceId });
      const names = await manager.find(PersonNameRow, { where: { detentionRecordId: id }, order: { position: 'ASC' } });
      await this.audit.record(manager, actor, entry);
      return recordView(record, source, names);
    });
  }
}

function recordView(record: DetentionRecord, source: Source, names: PersonNameRow[]): DetentionRecordView {
  return {
    id: record.id,
    revision: record.revision,
    source: { id: source.id, title: source.title, document_type: source.documentType, row_number: record.rowNumber },
    names: names.filter((row) => row.person === 'sought').map(nameView),
    mother_name: names.find((row) => row.person === 'mother')?.raw ?? null,
    sex: record.sex,
    birth: dateView(fromColumns(record.birth)),
    birth_place: record.birthPlace.raw,
    home: record.home.raw,
    event: dateView(fromColumns(record.event)),
    event_type: record.eventType,
    arrest_place: record.arrestPlace.raw,
    place: {
      governorate: record.governorateRaw,
      district: record.districtRaw,
      community: record.communityRaw,
      facility: record.facilityRaw,
      codes: {
        governorate: record.governorate,
        district: record.district,
        subdistrict: record.subdistrict,
        community: record.community,
        facility: record.facility,
      },
    },
    fate_words: record.fateWords,
    fate_claims: record.fateClaims,
    further: record.further,
    notes: record.notes,
    created_at: record.createdAt.toISOString(),
  };
}
