import { z } from 'zod';
import { fromColumns } from '../database/fuzzy-date-columns.js';
import { type DetentionRecord, eventTypes } from '../detention-records/detention-record.entity.js';
import { FateClaim } from '../detention-records/fate-claim.js';
import { closeMargin } from '../matching/index.js';
import { nameView } from '../person-names/name-view.js';
import type { PersonNameRow } from '../person-names/person-name.entity.js';
import type { Report } from '../reports/report.entity.js';
import { documentTypes, type Source } from '../sources/source.entity.js';
import { DateView, dateView, NameView } from '../views.js';
import { awaitsOwnOpinion, weightsHidden } from './blind.js';
import type { ClaimView } from './claims.js';
import type { ShownExplanation } from './shown-explanation.js';
import type { Suggestion } from './suggestion.entity.js';
import { type Opinion, opinions, rejectionReasons, suggestionStates } from './transitions.js';
import { undoUntil } from './undo.js';

export const BandView = z.enum(['strong', 'worth_a_look', 'weak']);

const PersonSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  name_other: z.string().nullable().describe('The name in another spelling or script, where one was given'),
  sex: z.enum(['male', 'female']).nullable(),
  birth: DateView.nullable(),
  event: DateView.nullable(),
  place: z.string().nullable(),
});
const RecordSummary = PersonSummary.extend({ source_id: z.uuid(), source_title: z.string(), row_number: z.int() });

export const SuggestionSummary = z
  .object({
    id: z.uuid(),
    band: BandView.nullable(),
    state: z.enum(suggestionStates),
    source_withdrawn: z
      .boolean()
      .describe(
        'The file that the record came with was taken back: nothing can be confirmed, and a link is looked at again',
      ),
    runner_up_close: z.boolean().describe('Another record fits this report nearly as well'),
    revision: z.int(),
    report: PersonSummary.meta({ id: 'SuggestedReport' }),
    record: RecordSummary.meta({ id: 'SuggestedRecord' }),
    proposed_by: z
      .string()
      .nullable()
      .describe(
        'Account that proposed: somebody else has to confirm. Null for whoever has still to give an opinion of his own',
      ),
    awaits_own_opinion: z
      .boolean()
      .describe('Proposed by somebody else: say what you think yourself; then you read who proposed it and why'),
    claim: z
      .object({
        mine: z.boolean(),
        by: z.string().nullable(),
        until: z.iso.datetime(),
        passed: z
          .object({ by: z.string().nullable(), reason: z.string() })
          .nullable()
          .describe(
            'Who passed it on to the caller, and why. Null for whoever has still to give an opinion of his own',
          ),
      })
      .nullable()
      .describe('Who is looking at it now'),
    undo_until: z.iso.datetime().nullable().describe('Until when the caller may undo what he decided last'),
    proposed_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({
    id: 'SuggestionSummary',
    description: 'Two records that may speak of one person. A suggestion, never a match.',
  });
export type SuggestionSummary = z.infer<typeof SuggestionSummary>;

/** Null where weights are hidden from the reader: see `blind`. */
const weight = z.number().nullable();

export const ExplanationView = z
  .object({
    headline: z.string(),
    starting_point: z.object({ label: z.string(), weight, sentence: z.string() }),
    rows: z.array(
      z.object({
        comparison: z.string(),
        label: z.string(),
        a: z.string().nullable(),
        b: z.string().nullable(),
        agreement: z
          .enum(['same', 'same_other_script', 'partly', 'conflict', 'not_recorded'])
          .nullable()
          .describe('Null: a row about the values, such as how common a name is, where nothing is compared'),
        agreement_label: z.string().nullable(),
        weight,
        before: weight,
        after: weight,
        sentence: z.string(),
      }),
    ),
    total: weight,
    band: BandView.nullable(),
    band_label: z.string(),
  })
  .meta({
    id: 'Explanation',
    description: 'Why the pair was suggested: a sum of match weights (log2), one row a comparison.',
  });

export const SuggestionDetail = SuggestionSummary.extend({
  explanation: ExplanationView,
  blind: z
    .boolean()
    .describe(
      'One pair in twenty of each person: the weights are hidden until he has judged, to measure how far they lead',
    ),
  own_opinion: z.enum(opinions).nullable().describe('Of the proposal that waits'),
  opinions: z
    .array(
      z.object({
        at: z.iso.datetime(),
        by: z.string().nullable(),
        opinion: z.enum(opinions),
        reasons: z.array(z.enum(rejectionReasons)),
        note: z.string().nullable(),
        of_this_proposal: z.boolean(),
      }),
    )
    .describe(
      'What second readers thought before they read why it was proposed. Empty for whoever has still to give his own',
    ),
  matcher_version: z.int(),
  model_version: z.string(),
  size_class: z.int().describe('Number of records that the prior of its score was made for'),
  evidence: z.string().nullable(),
  report_in_full: z.object({
    names: z.array(NameView),
    mother_name: z.string().nullable(),
    circumstances: z.string().nullable(),
    narrative_withheld: z
      .boolean()
      .describe('The case is of a special class, and nobody has let the reader in: what was told is not shown (R23)'),
  }),
  record_in_full: z.object({
    names: z.array(NameView),
    mother_name: z.string().nullable(),
    event_type: z.enum(eventTypes).nullable(),
    event_type_as_written: z.string().nullable(),
    facility: z.string().nullable(),
    notes: z.string().nullable(),
    fate_words: z
      .array(z.string())
      .describe('Words in the source such as "the martyr": a claim of the source, not a fact'),
    fate_claims: z.array(FateClaim).describe('What the source claims became of the person: not a fact'),
    further: z.record(z.string(), z.string()).describe('Further fields as written, by the name of the field'),
  }),
  source: z.object({
    title: z.string(),
    type: z.enum(documentTypes),
    issuer: z.string().nullable(),
    document_date: DateView.nullable(),
    file_name: z.string(),
    sha256: z.string(),
    authenticity: z.string(),
  }),
  original_row: z.array(z.object({ heading: z.string(), cell: z.string() })).describe('The row as the source wrote it'),
  events: z.array(
    z.object({
      at: z.iso.datetime(),
      actor: z.string().nullable().describe('Null: the matcher'),
      kind: z.string(),
      from_state: z.string().nullable(),
      to_state: z.string(),
      reasons: z.array(z.string()),
      note: z.string().nullable(),
      evidence: z.string().nullable(),
      covered: z.boolean().describe('Who and why is told once the reader has given his own opinion'),
    }),
  ),
  other_candidates: z.array(SuggestionSummary),
}).meta({ id: 'Suggestion' });
export type SuggestionDetail = z.infer<typeof SuggestionDetail>;

export interface PairRows {
  suggestion: Suggestion;
  report: Report;
  reportNames: PersonNameRow[];
  record: DetentionRecord;
  recordNames: PersonNameRow[];
  source: Source;
  proposer: string | null;
  reader: Reader;
}

/** Who reads, and how he stands to this pair. */
export interface Reader {
  id: string;
  ownOpinion: Opinion | null;
  claim: ClaimView | null;
}

export const isBlind = ({ suggestion, reader }: Pick<PairRows, 'suggestion' | 'reader'>): boolean =>
  awaitsOwnOpinion(suggestion, reader.id, reader.ownOpinion !== null);

export const hidesWeights = ({ suggestion, reader }: Pick<PairRows, 'suggestion' | 'reader'>): boolean =>
  weightsHidden(suggestion, reader.id, reader.ownOpinion !== null);

const sought = (names: PersonNameRow[]) => names.filter((row) => row.person === 'sought');

export function suggestionSummary(rows: PairRows): SuggestionSummary {
  const { suggestion, report, record, source, reader } = rows;
  return {
    id: suggestion.id,
    band: suggestion.band,
    state: suggestion.state,
    source_withdrawn: suggestion.sourceWithdrawnAt !== null,
    runner_up_close: suggestion.runnerUpMargin !== null && Math.abs(suggestion.runnerUpMargin) < closeMargin,
    revision: suggestion.revision,
    report: {
      id: report.id,
      ...namesOf(rows.reportNames),
      sex: report.sex,
      birth: dateView(fromColumns(report.birth)),
      event: dateView(fromColumns(report.disappeared)),
      place: joined([report.placeRaw, report.governorateRaw]),
    },
    record: {
      id: record.id,
      ...namesOf(rows.recordNames),
      sex: record.sex,
      birth: dateView(fromColumns(record.birth)),
      event: dateView(fromColumns(record.event)),
      place: joined([record.facilityRaw, record.communityRaw, record.districtRaw, record.governorateRaw]),
      source_id: source.id,
      source_title: source.title,
      row_number: record.rowNumber,
    },
    proposed_by: isBlind(rows) ? null : rows.proposer,
    awaits_own_opinion: isBlind(rows),
    claim: reader.claim,
    undo_until: undoUntil(suggestion, reader.id)?.toISOString() ?? null,
    proposed_at: suggestion.proposedAt?.toISOString() ?? null,
    created_at: suggestion.createdAt.toISOString(),
    updated_at: suggestion.updatedAt.toISOString(),
  };
}

function namesOf(rows: PersonNameRow[]): { name: string; name_other: string | null } {
  const [first, second] = sought(rows);
  return { name: first?.raw ?? '', name_other: second?.raw ?? null };
}

const joined = (texts: (string | null)[]): string | null => texts.filter(Boolean).join(' · ') || null;

/** @param mayRead what was told of the sought person */
export function inFull(
  rows: PairRows,
  mayRead: boolean,
): Pick<SuggestionDetail, 'report_in_full' | 'record_in_full' | 'source'> {
  const { report, record, source } = rows;
  const mother = (names: PersonNameRow[]) => names.find((row) => row.person === 'mother')?.raw ?? null;
  return {
    report_in_full: {
      names: sought(rows.reportNames).map(nameView),
      mother_name: mother(rows.reportNames),
      circumstances: mayRead ? report.circumstances : null,
      narrative_withheld: !mayRead,
    },
    record_in_full: {
      names: sought(rows.recordNames).map(nameView),
      mother_name: mother(rows.recordNames),
      event_type: record.eventType,
      event_type_as_written: record.eventTypeRaw,
      facility: record.facilityRaw,
      notes: record.notes,
      fate_words: record.fateWords,
      fate_claims: record.fateClaims,
      further: record.further,
    },
    source: {
      title: source.title,
      type: source.documentType,
      issuer: source.issuer,
      document_date: dateView(fromColumns(source.documentDate)),
      file_name: source.fileName,
      sha256: source.sha256?.toString('hex') ?? '',
      authenticity: source.authenticity,
    },
  };
}

export function explanationView(explanation: ShownExplanation): z.infer<typeof ExplanationView> {
  return {
    headline: explanation.headline,
    starting_point: explanation.startingPoint,
    rows: explanation.rows.map(({ agreementLabel, ...row }) => ({ ...row, agreement_label: agreementLabel })),
    total: explanation.total,
    band: explanation.band,
    band_label: explanation.bandLabel,
  };
}
