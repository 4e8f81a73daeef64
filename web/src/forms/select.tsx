import { Asked, type AskedProps } from './asked.js';

interface SelectProps extends AskedProps {
  /** The empty choice that stands first; without it the first option is chosen. */
  none?: string;
  options: { value: string; label: string }[];
  defaultValue?: string;
  /** For a form that asks further by what is chosen. */
  onChoose?: (value: string) => void;
}

/** One of several. */
export function Select({ none, options, defaultValue, onChoose, ...asked }: SelectProps) {
  return (
    <Asked {...asked}>
      {(by) => (
        <select
          key={options.length}
          {...by}
          defaultValue={defaultValue}
          onChange={onChoose && ((event) => onChoose(event.target.value))}
        >
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
