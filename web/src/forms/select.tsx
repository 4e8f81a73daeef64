import { useLanguage } from '../language/language.js';
import type { Faults } from './faults.js';

interface SelectProps {
  id: string;
  label: string;
  faults: Faults;
  /** The empty choice that stands first; without it the first option is chosen. */
  none?: string;
  options: { value: string; label: string }[];
  defaultValue?: string;
}

/** One of several, with what is wrong with the choice. The form reads it by its id. */
export function Select({ id, label, faults, none, options, defaultValue }: SelectProps) {
  const { t } = useLanguage();
  const fault = faults.list.find(({ field }) => field === id);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {fault && (
        <p className="error-text" id={`${id}-fault`}>
          {fault.say(t)}
        </p>
      )}
      <select
        key={options.length}
        id={id}
        name={id}
        defaultValue={defaultValue}
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}
