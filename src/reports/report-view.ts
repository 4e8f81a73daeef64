import { z } from 'zod';
import { fromColumns } from '../database/fuzzy-date-columns.js';
import { nameView } from '../person-names/name-view.js';
import type { PersonNameRow } from '../person-names/person-name.entity.js';
import { DateView, dateView, NameView, PlaceCodesView } from '../views.js';
import { furtherOfDisappearance, furtherOfSought, unanswered } from './further-content.js';
import { type Report, reportStates } from './report.entity.js';

export const ReportSummary = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    state: z.enum(reportStates),
    name: z.string(),
    birth: DateView.nullable(),
    disappeared: DateView.nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    intake_flag: z
      .boolean()
      .describe('Many reports of people who are not related came from one network: look before you believe it'),
  })
  .meta({ id: 'ReportSummary' });

export const ReportView = ReportSummary.extend({
  sought: z.object({
    names: z.array(NameView),
    mother_name: z.string().nullable(),
    sex: z.enum(['male', 'female']).nullable(),
    birth: DateView.nullable(),
    birth_place: z.string().nullable(),
    home: z.string().nullable(),
    national_number: z.string().nullable(),
    under_18: furtherOfSought.under_18.unwrap().nullable(),
    name_certainty: furtherOfSought.name_certainty.unwrap().nullable(),
    recognise: z.object({
      height: z.string().nullable(),
      marks: z.string().nullable(),
      work: z.string().nullable(),
      family: z.string().nullable(),
    }),
  }),
  disappearance: z.object({
    date: DateView.nullable(),
    place: z.string().nullable(),
    governorate: z.string().nullable(),
    believed_facility: z.string().nullable(),
    codes: PlaceCodesView,
    circumstances: z.string().nullable(),
    what_happened: furtherOfDisappearance.what_happened.unwrap().nullable(),
  }),
  unanswered: unanswered.unwrap(),
  filed_by_family: z.boolean().describe('By the family itself, and not by staff or with a list'),
  taken_up_at: z.iso.datetime().nullable().describe('Null: nobody has begun to work on it'),
}).meta({ id: 'Report' });

export type ReportSummary = z.infer<typeof ReportSummary>;
export type ReportView = z.infer<typeof ReportView>;

export function reportSummary(report: Report, names: PersonNameRow[]): ReportSummary {
  return {
    id: report.id,
    revision: report.revision,
    state: report.state,
    name: names.find((row) => row.person === 'sought')?.raw ?? '',
    birth: dateView(fromColumns(report.birth)),
    disappeared: dateView(fromColumns(report.disappeared)),
    created_at: report.createdAt.toISOString(),
    updated_at: report.updatedAt.toISOString(),
    intake_flag: report.intakeFlag,
  };
}

/** The report as staff see it. Who reported it is not part of it. */
export function reportView(report: Report, names: PersonNameRow[]): ReportView {
  const { further } = report;
  return {
    ...reportSummary(report, names),
    sought: {
      names: names.filter((row) => row.person === 'sought').map(nameView),
      mother_name: names.find((row) => row.person === 'mother')?.raw ?? null,
      sex: report.sex,
      birth: dateView(fromColumns(report.birth)),
      birth_place: report.birthPlace.raw,
      home: report.home.raw,
      national_number: report.identifiers.find((identifier) => identifier.type === 'national_number')?.value ?? null,
      under_18: further.sought?.under_18 ?? null,
      name_certainty: further.sought?.name_certainty ?? null,
      recognise: { height: null, marks: null, work: null, family: null, ...further.sought?.recognise },
    },
    disappearance: {
      date: dateView(fromColumns(report.disappeared)),
      place: report.placeRaw,
      governorate: report.governorateRaw,
      believed_facility: report.believedFacilityRaw,
      codes: {
        governorate: report.governorate,
        district: report.district,
        subdistrict: report.subdistrict,
        community: report.community,
        facility: report.facility,
      },
      circumstances: report.circumstances,
      what_happened: further.disappearance?.what_happened ?? null,
    },
    unanswered: further.unanswered ?? {},
    filed_by_family: report.createdBy === null,
    taken_up_at: report.takenUpAt?.toISOString() ?? null,
  };
}
