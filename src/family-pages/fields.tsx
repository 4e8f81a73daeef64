import type { ReactNode } from 'react';
import type { Here } from './page.js';

/** What has to be mended, by the name of its field. */
export type Faults = Partial<Record<string, string>>;

interface FormProps {
  here: Here;
  /** Path in this language, with the language. */
  action: string;
  token: string;
  children: ReactNode;
  button: string;
  /** A second button of the same form. */
  other?: ReactNode;
  /** What it does cannot be undone. */
  grave?: boolean;
}

/** A form that works without scripts; with them it keeps what was typed when the connection drops. */
export function Form({ action, token, children, button, other, grave }: FormProps) {
  return (
    <form method="post" action={action} noValidate autoComplete="off" data-send="">
      <input type="hidden" name="token" value={token} />
      {children}
      <p className="offline" role="status" />
      <div className="buttons">
        <button type="submit" className={grave ? 'grave' : undefined}>
          {button}
        </button>
        {other}
      </div>
    </form>
  );
}

/** What has to be mended, first on the page, in the words that stand at the fields (GOV.UK error summary). */
export function FaultSummary({ here, faults }: { here: Here; faults: Faults }) {
  const all = Object.entries(faults);
  if (all.length === 0) return null;
  return (
    <section className="error-summary" role="alert" tabIndex={-1} aria-labelledby="faults">
      <h2 id="faults">{here.words('faults.title')}</h2>
      <ul>
        {all.map(([field, words]) => (
          <li key={field}>
            <a href={`#${field}`}>{words}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface FieldProps {
  name: string;
  label: string;
  hint?: ReactNode;
  value?: string;
  fault?: string;
}

const describedBy = ({ name, hint, fault }: FieldProps) =>
  [hint && `${name}-hint`, fault && `${name}-fault`].filter(Boolean).join(' ') || undefined;

function Around(props: FieldProps & { children: ReactNode }) {
  const { name, label, hint, fault, children } = props;
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      {children}
    </div>
  );
}

/** One line. Names and places are nobody's business but ours: no spell checker, no memory of the browser. */
export function Line(
  props: FieldProps & { dir?: 'auto' | 'ltr'; mode?: 'numeric' | 'tel' | 'email'; list?: string; short?: boolean },
) {
  const { name, value, fault, dir = 'auto', mode, list, short } = props;
  return (
    <Around {...props}>
      <input
        type="text"
        id={name}
        name={name}
        defaultValue={value}
        dir={dir}
        inputMode={mode}
        list={list}
        className={short ? 'short' : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(props)}
      />
    </Around>
  );
}

export function Text(props: FieldProps & { rows?: number }) {
  const { name, value, fault, rows = 5 } = props;
  return (
    <Around {...props}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        dir="auto"
        defaultValue={value}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(props)}
      />
    </Around>
  );
}

export interface Choice {
  value: string;
  label: ReactNode;
  hint?: string;
}

/** One of several, none of them chosen beforehand. */
export function Choices(props: FieldProps & { choices: Choice[]; heading?: boolean }) {
  const { name, label, hint, fault, value, choices, heading } = props;
  return (
    <fieldset className={fault ? 'field faulty' : 'field'} aria-describedby={describedBy(props)}>
      <legend>{heading ? <h1>{label}</h1> : label}</legend>
      {hint && (
        <p className="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {fault && (
        <p className="fault" id={`${name}-fault`}>
          {fault}
        </p>
      )}
      {choices.map((choice, place) => {
        const id = place === 0 ? name : `${name}-${choice.value}`;
        return (
          <div className="choice" key={choice.value}>
            <input
              type="radio"
              id={id}
              name={name}
              value={choice.value}
              defaultChecked={value === choice.value}
              aria-describedby={choice.hint ? `${id}-hint` : undefined}
            />
            <label htmlFor={id}>{choice.label}</label>
            {choice.hint && (
              <p className="hint" id={`${id}-hint`}>
                {choice.hint}
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

export function Tick({ name, label, value }: { name: string; label: string; value?: string }) {
  return (
    <div className="choice">
      <input type="checkbox" id={name} name={name} value="yes" defaultChecked={value === 'yes'} />
      <label htmlFor={name}>{label}</label>
    </div>
  );
}

export interface Option {
  value: string;
  label: string;
}

/** One of a list, or of lists with a name each. `none`: what stands there until something is chosen. */
export function Select(
  props: FieldProps & { options?: Option[]; groups?: { label: string; options: Option[] }[]; none?: string },
) {
  const { name, value, options = [], groups = [], none, fault } = props;
  return (
    <Around {...props}>
      <select
        id={name}
        name={name}
        defaultValue={value ?? ''}
        autoComplete="off"
        aria-invalid={fault ? true : undefined}
        aria-describedby={describedBy(props)}
      >
        {none !== undefined && <option value="">{none}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </Around>
  );
}
