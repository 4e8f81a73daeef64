import { Asked, type AskedProps } from './asked.js';

interface SelectProps extends AskedProps {
  /** The empty choice that stands first; without it the first option is chosen. */
  none?: string;
  options: { value: string; label: string }[];
  defaultValue?: string;
}

/** One of several. */
export function Select({ none, options, defaultValue, ...asked }: SelectProps) {
  return (
    <Asked {...asked}>
      {(by) => (
        <select key={options.length} {...by} defaultValue={defaultValue}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map(({ value, label: words }) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Asked>
  );
}
