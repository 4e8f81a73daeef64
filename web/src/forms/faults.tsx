import { type RefObject, useEffect, useRef, useState } from 'react';
import { type LanguageValue, useLanguage } from '../language/language.js';

/** What is wrong with what somebody sent; in words only when shown, so that changing the language changes them too. */
export interface Fault {
  /** Id of the field; null for the form as a whole. */
  field: string | null;
  say: (t: LanguageValue['t']) => string;
}

export interface Faults {
  list: Fault[];
  /** Shows these and moves the focus to the summary. */
  show: (faults: Fault[]) => void;
  clear: () => void;
  summary: RefObject<HTMLDivElement | null>;
}

export function useFaults(): Faults {
  const [list, setList] = useState<Fault[]>([]);
  const [times, setTimes] = useState(0);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (times > 0) summary.current?.focus();
  }, [times]);
  return {
    list,
    show(faults) {
      setList(faults);
      if (faults.length > 0) setTimes((count) => count + 1);
    },
    clear: () => setList([]),
    summary,
  };
}

/** Stands above a form; leads to each field that needs something. */
export function FaultSummary({ faults }: { faults: Faults }) {
  const { t } = useLanguage();
  if (faults.list.length === 0) return null;
  return (
    <div className="notice error" role="alert" tabIndex={-1} ref={faults.summary}>
      <ul>
        {faults.list.map(({ field, say }) => (
          <li key={`${field} ${say(t)}`}>
            {field ? (
              <a
                href={`#${field}`}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(field)?.focus();
                }}
              >
                {say(t)}
              </a>
            ) : (
              say(t)
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
