import { useLanguage } from '../../language/language.js';
import type { Choices, Inspection, ReadingOptions } from '../types.js';
import { saidIn } from '../words.js';
import { delimiters, encodings, optionWords, quotes } from './option-words.js';

interface GuessesProps {
  inspection: Inspection;
  chosen: ReadingOptions;
  onChoose: (choice: Choices) => void;
}

type Option = 'encoding' | 'delimiter' | 'quote' | 'sheet';

/** One line for each thing that was guessed: what, how sure, why, and the other possibilities. */
export function Guesses({ inspection, chosen, onChoose }: GuessesProps) {
  const words = useLanguage();
  const { t } = words;
  const { guesses, sheets } = inspection;
  const choicesOf: Record<Option, readonly string[]> = {
    encoding: encodings,
    delimiter: delimiters,
    quote: quotes,
    sheet: sheets?.map(({ name }) => name) ?? [],
  };
  const asked = (['sheet', 'encoding', 'delimiter', 'quote'] as const).filter(
    (option) => guesses[option] && choicesOf[option].length > 0,
  );
  return (
    <div className="guesses">
      <div>
        <span className="label">{t('reading.format')}</span>
        <span>
          <strong>{t(`file_format.${inspection.options.format ?? 'csv'}`)}</strong>
        </span>
        <Why guess={guesses.format} />
      </div>
      {asked.map((option) => (
        <div key={option}>
          <label htmlFor={`option-${option}`}>{t(`reading.${option}`)}</label>
          <select
            id={`option-${option}`}
            value={chosen[option] ?? ''}
            onChange={(event) => onChoose({ [option]: event.target.value })}
            aria-describedby={`why-${option}`}
          >
            {choicesOf[option].map((value) => (
              <option key={value} value={value}>
                {option === 'sheet' ? sheetWords(value) : optionWords(option, value, t)}
              </option>
            ))}
          </select>
          <Why id={`why-${option}`} guess={guesses[option]} />
        </div>
      ))}
    </div>
  );

  function sheetWords(name: string) {
    const sheet = sheets?.find((one) => one.name === name);
    if (!sheet) return name;
    return t(sheet.hidden ? 'reading.sheet_hidden' : 'reading.sheet_rows', { name, rows: sheet.rows });
  }
}

type Guessed = Inspection['guesses'][string] | undefined;

export function Why({ guess, id }: { guess: Guessed; id?: string }) {
  const words = useLanguage();
  if (!guess) return null;
  const byAPerson = guess.why.code === 'chosen';
  return (
    <p className="why" id={id}>
      {!byAPerson && <strong className={`sure ${guess.confidence}`}>{words.t(`guess.${guess.confidence}`)}</strong>}{' '}
      {saidIn(words, guess.why)}
    </p>
  );
}
