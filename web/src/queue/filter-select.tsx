interface FilterSelectProps<Name extends string> {
  name: Name;
  label: string;
  /** Words for "no filter". */
  everything: string;
  value: string | undefined;
  options: { value: string; label: string }[];
  onChoose: (name: Name, value: string) => void;
}

export function FilterSelect<Name extends string>({
  name,
  label,
  everything,
  value,
  options,
  onChoose,
}: FilterSelectProps<Name>) {
  return (
    <label>
      {label}
      <select name={name} value={value ?? ''} onChange={(event) => onChoose(name, event.target.value)}>
        <option value="">{everything}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}
