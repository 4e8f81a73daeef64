import type { FieldFault } from '../../api/problem.js';
import { useLanguage } from '../../language/language.js';
import { Icon } from '../../suggestion/icon.js';
import type { ColumnGuess, ImportField, ListKind, MappingPreview } from '../types.js';
import { fieldName, saidIn } from '../words.js';
import { DateQuestion } from './date-question.js';
import type { ColumnDraft } from './draft.js';
import { fieldGroups, isDate } from './fields.js';
import { ValueMap } from './value-map.js';

interface ColumnRowProps {
  index: number;
  kind: ListKind;
  guess: ColumnGuess;
  column: ColumnDraft;
  preview: MappingPreview['columns'][number] | undefined;
  faults: FieldFault[];
  onChange: (index: number, changes: Partial<ColumnDraft>) => void;
}

const unsaid = 'unsaid';
const notRead = 'not_read';

/** One column of the file: its heading, three of its values, what it means and why that was guessed. */
export function ColumnRow({ index, kind, guess, column, preview, faults, onChange }: ColumnRowProps) {
  const words = useLanguage();
  const { t } = words;
  const { field } = column;
  const ids = { name: `column-${index}`, field: `field-${index}`, why: `why-${index}`, fault: `fault-${index}` };
  const choose = (value: string) =>
    onChange(index, {
      field: value === unsaid ? undefined : value === notRead ? null : (value as ImportField),
      values: undefined,
    });
  const isGuess = guess.field !== null && field === guess.field;
  const values = isGuess ? guess.values : undefined;
  return (
    <li data-row className={field === undefined ? 'open-question' : undefined}>
      <div className="column-head">
        <span className="letter">{guess.letter}</span>
        <h2 className="column-name" id={ids.name} tabIndex={-1}>
          {guess.heading === '' ? (
            <span className="muted">{t('reading.no_heading')}</span>
          ) : (
            <bdi dir="auto">{guess.heading}</bdi>
          )}
        </h2>
      </div>
      <ul className="samples" aria-label={t('columns.samples')}>
        {guess.samples.map((sample, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: samples of a file do not change
          <li key={at}>
            <bdi dir="auto">{sample}</bdi>
          </li>
        ))}
        {guess.samples.length === 0 && <li className="muted">{t('columns.no_samples')}</li>}
      </ul>
      <div className="column-means">
        <label htmlFor={ids.field} className="unseen">
          {t('columns.means', { letter: guess.letter, heading: guess.heading })}
        </label>
        <select
          id={ids.field}
          value={field === undefined ? unsaid : (field ?? notRead)}
          onChange={(event) => choose(event.target.value)}
          aria-describedby={faults.length > 0 ? `${ids.fault} ${ids.why}` : ids.why}
          aria-invalid={faults.length > 0 || undefined}
        >
          {field === undefined && <option value={unsaid}>{t('columns.choose')}</option>}
          <option value={notRead}>{t('columns.not_read')}</option>
          {fieldGroups(kind).map(({ name, fields }) => (
            <optgroup key={name} label={t(`field_group.${name}`)}>
              {fields.map((one) => (
                <option key={one} value={one}>
                  {fieldName(words, one)}
                </option>
              ))}
            </optgroup>
          ))}
        </select>
        {faults.map((fault) => (
          <p key={fault.code ?? fault.message} className="error-text" id={ids.fault}>
            <Icon name="warning" /> {saidIn(words, { code: fault.code ?? '', message: fault.message })}
          </p>
        ))}
        <p className="why" id={ids.why}>
          <strong className={`sure ${guess.confidence}`}>{t(`mapping_confidence.${guess.confidence}`)}</strong>{' '}
          {guess.field !== null && !isGuess && <>{fieldName(words, guess.field)}: </>}
          {saidIn(words, guess.why, 'mapping_reason')}
          {guess.field !== null && field === undefined && (
            <button type="button" className="quiet small" onClick={() => choose(guess.field as string)}>
              {t('columns.use_guess', { field: fieldName(words, guess.field) })}
            </button>
          )}
        </p>
      </div>
      {isDate(field) && (
        <DateQuestion
          index={index}
          column={column}
          why={isGuess ? guess.date?.why : undefined}
          examples={preview?.dates}
          onChange={(changes) => onChange(index, changes)}
        />
      )}
      {field && values && values.length > 0 && (
        <ValueMap
          field={field}
          values={values}
          chosen={column.values ?? {}}
          onChange={(chosen) => onChange(index, { values: chosen })}
        />
      )}
    </li>
  );
}
