import type { RowPlan } from '../understood.js';

interface RowProblem {
  /** What becomes of the row: ready is stored with a warning. */
  plan: RowPlan;
  message: string;
}

const warning = (message: string): RowProblem => ({ plan: 'ready', message });
const held = (message: string): RowProblem => ({ plan: 'held', message });
const rejected = (message: string): RowProblem => ({ plan: 'rejected', message });
const keptAsWritten = 'The text is kept as written.';

/**
 * Everything that reading a row may say, beside the codes of dates (`date.` and what checkDate notes). The worst one decides over the row. A message is for
 * the person who sends the list and holds nothing of it.
 */
export const rowProblems = {
  'row.short': warning('The row has fewer cells than there are headings. Check that no cell is missing in the middle.'),
  'row.long': held(
    'The row has more cells than there are headings, so values may stand in wrong columns. A value with a comma needs quotation marks.',
  ),
  'row.holds_rows': held('A cell holds lines that look like rows of their own. Close the quotation mark that is open.'),
  'row.hidden': warning('The row is hidden in the workbook. Take it out if it was not meant to be sent.'),
  'row.slipped': held(
    'Several values stand in columns that they do not fit and would fit the column beside. Move them to their columns.',
  ),
  'row.headings_again': held('This row repeats the headings. Take it out of the list.'),
  'row.total': held('This looks like a line of totals and not like a person. Take it out, or write the name in full.'),
  'name.missing': rejected('The row has no name. Fill in a full name, or a given and a family name.'),
  'name.unidentified': held('The source could not name this person; the row is kept and not compared by name.'),
  'name.damaged': warning('Spaces seem to have moved inside this name. Check it against the document.'),
  'name.mixed_script': warning(
    'The name mixes letters of different scripts that look alike. Type it again in one script.',
  ),
  'name.initials': warning('The name has initials only, by which nobody can be told from others.'),
  'name.of_relative': warning('The person is named through a relative only. Add the own name if it is known.'),
  'text.nul': rejected('The cell holds a NUL character, which cannot be stored. Take it out.'),
  'text.lone_surrogate': rejected('The cell holds bytes that are no text. Save the file anew with the right encoding.'),
  'text.damaged': warning('Letters of this cell were lost on the way: it holds the replacement character.'),
  'text.damaged_name': held(
    'Letters of this name were lost on the way: it holds the replacement character. Correct it.',
  ),
  'text.control_character': warning('The cell holds control characters.'),
  'text.direction_mark': warning('The cell holds invisible marks of writing direction.'),
  'text.bidi_control': warning('The cell holds invisible characters that change the order in which letters are shown.'),
  'text.bidi_control_in_name': held(
    'The name holds invisible characters that change the order in which its letters are shown. Type it again.',
  ),
  'text.zero_width': warning('The cell holds characters that cannot be seen.'),
  'text.stretched': warning(
    'The name holds strokes that only stretch letters. They are ignored when names are compared.',
  ),
  'text.too_long': warning('The cell is longer than such a value can be. It is kept and not read.'),
  'text.too_long_name': held(
    'This is longer than a name can be. Write the name alone and put the rest into the notes.',
  ),
  'cell.formula': warning(
    'The cell holds a formula, or text that a spreadsheet would take for one. It is kept as text.',
  ),
  'cell.no_result': warning(
    'The cell holds a formula whose result was not stored. Open the workbook and save it anew.',
  ),
  'cell.error': warning('The cell holds an error of the spreadsheet. Correct the formula.'),
  'cell.stray_quote': warning('A quotation mark stands inside a cell that is not quoted; it is kept.'),
  'sex.not_understood': warning(`Write male or female. ${keptAsWritten}`),
  'event_type.not_understood': warning(`The kind of event was not understood. ${keptAsWritten}`),
  'status.not_understood': warning(`What became of the person was not understood. ${keptAsWritten}`),
  'relationship.not_understood': warning('How this person is related was not understood; it is stored as "other".'),
  'place.not_known': warning(`No place of this name is known. ${keptAsWritten}`),
  'place.guessed': warning('Read as a place with a similar name, which counts for less.'),
  'place.code_without_scheme': warning(
    'A bare code means different places in different schemes and is not read. Write the name, or for example "OCHA SY01".',
  ),
  'facility.not_known': warning(`No place of detention of this name is known. ${keptAsWritten}`),
  'facility.guessed': warning('Read as a place of detention with a similar name, which counts for less.'),
  'date.not_a_date_cell': warning(
    'A number that a spreadsheet may mean as a day, in a cell that is no date. Format the column as dates and save it anew.',
  ),
  'date.order_undecided': warning(
    'Day and month can be read in two orders, and both are kept. Choose the order of the column.',
  ),
  'date.read_as_age': warning('An age stands in the column of births and is read as one. Move it to a column of ages.'),
  'date.born_after_event': warning(
    'The person would be born after what happened. Check both dates: the columns may be the wrong way round.',
  ),
  'age.no_reference': warning('An age means nothing without a day. Give the date of the event or of the document.'),
  'age.not_understood': warning(`The age was not understood. Write it in years. ${keptAsWritten}`),
  'age.differs': warning('Age and date of birth do not fit together. The date of birth is used.'),
  'number.looks_damaged': warning(
    'A spreadsheet may have changed this number (rounded, cut a leading zero, grouped digits). Format the column as text and fill it again.',
  ),
  'number.unusual_length': warning('A national number has 11 digits. Check it.'),
  'contact.in_text': warning(
    'This text may hold a telephone number, an address or a bank account. Contacts and accounts do not belong into lists.',
  ),
  'source_date.not_understood': warning(
    'The moment of the last change was not understood. Write for example 2024-05-31.',
  ),
  'value.no_such_code': warning(`The value map gives this word a meaning that does not exist. ${keptAsWritten}`),
  'report.not_kept': warning('A report has no place for this; it stays with the row of the file.'),
  'report.text_refused': held(
    'A report cannot hold this text: it is too long or holds characters that are not typed. Correct it.',
  ),
} as const satisfies Record<string, RowProblem>;

export type RowProblemCode = keyof typeof rowProblems;

/** What a problem does to its row; those of dates are warnings. */
export const planOf = (code: string): RowPlan =>
  Object.hasOwn(rowProblems, code) ? rowProblems[code as RowProblemCode].plan : 'ready';
