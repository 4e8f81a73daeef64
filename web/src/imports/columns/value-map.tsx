import { useId } from 'react';
import { useLanguage } from '../../language/language.js';
import type { WrittenValue } from '../types.js';
import { valueCodes } from './fields.js';

interface ValueMapProps {
  field: string;
  values: WrittenValue[];
  /** What a person said, by the word as written. */
  chosen: Record<string, string | null>;
  onChange: (chosen: Record<string, string | null>) => void;
}

const asText = 'as_text';

/** What the words of a column stand for. Opens by itself as long as one of them means nothing yet. */
export function ValueMap({ field, values, chosen, onChange }: ValueMapProps) {
  const { t, knows, direction } = useLanguage();
  const id = useId();
  const meaning = ({ written, means }: WrittenValue) => (written in chosen ? (chosen[written] ?? null) : means);
  const unknown = values.filter((value) => !(value.written in chosen) && value.means === null).length;
  const codes = valueCodes(field);
  const named = (code: string, { name }: WrittenValue) => {
    const key = `import_value.${code}`;
    // Places have names in Arabic and in Latin script; a reader gets that of his own.
    return knows(key) ? t(key) : (name?.[direction === 'rtl' ? 'ar' : 'en'] ?? name?.en ?? name?.ar ?? code);
  };
  return (
    <details className="column-question values" open={unknown > 0 && codes !== null}>
      <summary>{unknown > 0 ? t('values.some_unknown', { values: unknown }) : t('values.all_known')}</summary>
      <table className="examples">
        <thead>
          <tr>
            <th scope="col">{t('values.written')}</th>
            <th scope="col">{t('values.times')}</th>
            <th scope="col">{t('values.means')}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((value, at) => {
            const present = meaning(value);
            // A place as the gazetteer knows it, or none: thousands are not to be chosen from here.
            const choices = codes ?? [...new Set([value.means, value.near, present].filter((code) => code != null))];
            return (
              <tr key={value.written}>
                <td>
                  <bdi dir="auto" id={`${id}-${at}`}>
                    {value.written}
                  </bdi>
                </td>
                <td>{value.count}</td>
                <td>
                  <select
                    aria-labelledby={`${id}-${at}`}
                    value={present ?? asText}
                    onChange={({ target }) =>
                      onChange({ ...chosen, [value.written]: target.value === asText ? null : target.value })
                    }
                  >
                    <option value={asText}>{t('values.as_text')}</option>
                    {choices.map((code) => (
                      <option key={code} value={code}>
                        {named(code, value)}
                      </option>
                    ))}
                  </select>
                  {present === null && value.near && (
                    <button
                      type="button"
                      className="quiet small"
                      onClick={() => onChange({ ...chosen, [value.written]: value.near as string })}
                    >
                      {t('values.use_near', { meaning: named(value.near, value) })}
                    </button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
