import type { PlaceTests } from './column-context.js';
import type { ColumnValues } from './column-values.js';
import { contradiction, fewestValues, fitOf } from './content-fits.js';
import { guessFromContent } from './content-guess.js';
import type { HeadingField } from './heading-table.js';
import { type ImportField, nameFields } from './import-fields.js';
import type { MappingConfidence } from './mapping.js';
import type { HeadingReading } from './read-heading.js';
import { because, inPercent, type MappingReason } from './reasons.js';

export interface FieldChoice {
  /** Best first; the first is the guess, the others are alternatives. */
  fields: ImportField[];
  confidence: MappingConfidence;
  why: MappingReason;
  /** How well the values fit, 0 to 1. */
  fit: number;
  /** The heading says nothing of it. */
  byContent?: true;
}

export interface ColumnContext {
  places: PlaceTests;
  /** Fields that lists of this kind have. */
  allowed: ReadonlySet<ImportField>;
  /** What the headings of the file mean for certain. */
  others: ReadonlySet<HeadingField>;
}

/** Enough of the values fit for a vague heading to be settled. */
const settles = 0.6;

/** Brings heading and values of one column together. */
export function chooseField(heading: HeadingReading, values: ColumnValues, context: ColumnContext): FieldChoice {
  const known = heading.fields.filter((field): field is ImportField => field !== 'contact' && field !== 'none');
  const fields = known.filter((field) => context.allowed.has(field));
  if (fields.length > 0) {
    return heading.how === 'vague'
      ? settleVague(fields, values, context)
      : fromHeading(heading, fields, values, context);
  }
  if (heading.confidence === 'exact' || heading.confidence === 'likely') {
    const code =
      known.length > 0
        ? 'heading.other_kind'
        : heading.fields[0] === 'contact'
          ? 'heading.contact'
          : 'heading.no_field';
    return { fields: [], confidence: 'none', why: because(code), fit: 0 };
  }
  return fromContent(values, context);
}

function fromHeading(
  heading: HeadingReading,
  fields: ImportField[],
  values: ColumnValues,
  context: ColumnContext,
): FieldChoice {
  const against = contradiction(fields[0], values);
  if (against) {
    const others = fromContent(values, context).fields;
    return { fields: [...new Set([...fields, ...others])], confidence: 'guess', why: against, fit: 0 };
  }
  const code = heading.how === 'words' || heading.how === 'part' || heading.how === 'near' ? heading.how : 'exact';
  const why = because(`heading.${code}`, heading.like === undefined ? {} : { like: heading.like });
  if (heading.confidence !== 'guess') return { fields, confidence: heading.confidence, why, fit: 1 };
  // A heading that is only nearly known: what the values say clearly counts more.
  const content = fromContent(values, context);
  if (content.confidence === 'likely') return content;
  return { fields: [...new Set([...fields, ...content.fields])], confidence: 'guess', why, fit: 0 };
}

function settleVague(fields: ImportField[], values: ColumnValues, context: ColumnContext): FieldChoice {
  // "Name" beside a column of family names is the given name.
  const isGiven = fields.includes('given_name') && context.others.has('family_name');
  const fits = fields
    // Running numbers and national numbers are ids too, and are called what is more special.
    .map((field) => ({
      field,
      fit: isGiven ? Number(field === 'given_name') : fitOf(field, values, context.places),
    }))
    .sort((a, b) => b.fit - a.fit || Number(a.field === 'source_record_id') - Number(b.field === 'source_record_id'));
  const [best] = fits;
  const ordered = fits.map(({ field }) => field);
  const against = contradiction(best.field, values);
  if (values.filled.length >= fewestValues && best.fit >= settles && !against) {
    const why = because('heading.vague_fits', { percent: inPercent(best.fit) });
    return { fields: ordered, confidence: 'likely', why, fit: best.fit };
  }
  const content = against ? fromContent(values, context).fields : [];
  return {
    fields: [...new Set([...ordered, ...content])],
    confidence: 'guess',
    why: against ?? because('heading.vague'),
    fit: best.fit,
  };
}

function fromContent(values: ColumnValues, { places, allowed, others }: ColumnContext): FieldChoice {
  const { fields, confidence, why } = guessFromContent(values, places);
  const kept = fields.filter((field) => allowed.has(field));
  if (fields.length > 0 && kept.length === 0) {
    return { fields: [], confidence: 'none', why: because('content.nothing'), fit: 0 };
  }
  const named = nameFields.some((field) => others.has(field));
  // Beside a column that is called a name, further names are of other people as often as not.
  const sure = kept[0] === fields[0] && !(named && kept[0] === 'full_name') ? confidence : 'guess';
  return { fields: kept, confidence: kept.length === 0 ? 'none' : sure, why, fit: 0.5, byContent: true };
}
