import { useLanguage } from '../language/language.js';
import type { AskedProps } from './asked.js';

interface ChecksProps extends AskedProps {
  options: { value: string; label: string; hint?: string }[];
  /** Those that are chosen at first. */
  chosen?: readonly string[];
}

/** Any number of several. The form reads them by `chosenOf`. */
export function Checks({ id, label, hint, faults, options, chosen = [] }: ChecksProps) {
  const { t } = useLanguage();
  const fault = faults.list.find(({ field }) => field === id);
  return (
    <fieldset className="checks" id={id} tabIndex={-1} aria-describedby={fault ? `${id}-fault` : undefined}>
      <legend>{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      {fault && (
        <p className="error-text" id={`${id}-fault`}>
          {fault.say(t)}
        </p>
      )}
      {options.map((option) => (
        <label key={option.value} className="check">
          <input type="checkbox" name={id} value={option.value} defaultChecked={chosen.includes(option.value)} />
          <span>
            {option.label}
            {option.hint && <span className="reading">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function chosenOf<T extends string>(form: HTMLFormElement, field: string, known: readonly T[]): T[] {
  const chosen = new FormData(form).getAll(field);
  return known.filter((value) => chosen.includes(value));
}
