import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Actor } from '../access/actor.js';
import { Audit } from '../audit/audit.js';
import { fromColumns } from '../database/fuzzy-date-columns.js';
import { Problem } from '../errors.js';
import { nameView } from '../person-names/name-view.js';
import { PersonNameRow } from '../person-names/person-name.entity.js';
import { Source } from '../sources/source.entity.js';
import { DateView, dateView, NameView, PlaceCodesView } from '../views.js';
import { DetentionRecord, eventTypes } from './detention-record.entity.js';

export const DetentionRecordView = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    source: z.object({ id: z.uuid(), title: z.string(), document_type: z.string(), row_number: z.int() }),
    names: z.array(NameView),
    mother_name: z.string().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    birth: DateView.nullable(),
    event: DateView.nullable(),
    event_type: z.enum(eventTypes).nullable(),
    place: z.object({
      governorate: z.string().nullable(),
      district: z.string().nullable(),
      community: z.string().nullable(),
      facility: z.string().nullable(),
      codes: PlaceCodesView,
    }),
    fate_words: z.array(z.string()),
    notes: z.string().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'DetentionRecord', description: 'What one row of one document says about one person.' });
export type DetentionRecordView = z.infer<typeof DetentionRecordView>;

@Injectable()
export class DetentionRecordsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: Audit,
  ) {}

  async view(actor: Actor, id: string): Promise<DetentionRecordView> {
    const record = await this.dataSource
      .getRepository(DetentionRecord)
      .findOneBy({ id, organisationId: actor.organisationId });
    await this.audit.record(this.dataSource.manager, actor, {
      action: 'detention-record.viewed',
      subjectKind: 'detention-record',
      subjectId: id,
      outcome: record ? 'done' : 'denied',
    });
    if (!record) throw new Problem('access.not_found');
    const source = await this.dataSource.getRepository(Source).findOneByOrFail({ id: record.sourceId });
    const names = await this.dataSource
      .getRepository(PersonNameRow)
      .find({ where: { detentionRecordId: id }, order: { position: 'ASC' } });
    return {
      id: record.id,
      revision: record.revision,
      source: { id: source.id, title: source.title, document_type: source.documentType, row_number: record.rowNumber },
      names: names.filter((row) => row.person === 'sought').map(nameView),
      mother_name: names.find((row) => row.person === 'mother')?.raw ?? null,
      sex: record.sex,
      birth: dateView(fromColumns(record.birth)),
      event: dateView(fromColumns(record.event)),
      event_type: record.eventType,
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
      notes: record.notes,
      created_at: record.createdAt.toISOString(),
    };
  }
}
