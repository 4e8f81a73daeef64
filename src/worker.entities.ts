import { DetentionRecord } from './detention-records/detention-record.entity.js';
import { Export, ExportItem, Feed, FeedEntry } from './exports/export.entity.js';
import { Import, ImportMatchRate, ImportRow, List, ListRow, QuarantinedRecord } from './imports/import.entity.js';
import { DueMark } from './jobs/due-mark.entity.js';
import { PersonNameRow } from './person-names/person-name.entity.js';
import { Facility, Place } from './places/place.entity.js';
import { Rematch, RematchChunk } from './rematches/rematch.entity.js';
import { Report } from './reports/report.entity.js';
import { Source, SourceChunk } from './sources/source.entity.js';
import {
  CompletenessAudit,
  GoneProfile,
  MatchProfile,
  MatchSize,
  SnapshotMark,
  Suggestion,
  SuggestionEvent,
} from './suggestions/suggestion.entity.js';

/** The tables that a worker knows. Reporters, accounts, sessions and the audit trail are not among them. */
export const workerEntities = [
  Place,
  Facility,
  Source,
  SourceChunk,
  Report,
  DetentionRecord,
  PersonNameRow,
  List,
  Import,
  ImportRow,
  ListRow,
  QuarantinedRecord,
  ImportMatchRate,
  Export,
  ExportItem,
  Feed,
  FeedEntry,
  MatchProfile,
  GoneProfile,
  SnapshotMark,
  CompletenessAudit,
  MatchSize,
  Suggestion,
  SuggestionEvent,
  DueMark,
  Rematch,
  RematchChunk,
];
