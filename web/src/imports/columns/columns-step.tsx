import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useImportAction, useMappingPreview } from '../../api/imports.js';
import { ApiProblem } from '../../api/problem.js';
import { ProblemNotice } from '../../frame/problem-notice.js';
import { useArrival } from '../../frame/use-arrival.js';
import { useLanguage } from '../../language/language.js';
import type { ColumnGuess, ImportView } from '../types.js';
import { useRowKeys } from '../use-row-keys.js';
import { saidIn } from '../words.js';
import { ColumnRow } from './column-row.js';
import { type ColumnDraft, draftOf, mappingOf } from './draft.js';
import { isName } from './fields.js';
import { NamePreview } from './name-preview.js';
import { Needed } from './needed.js';
import './columns.css';

/** What each column of the file means: guessed with a reason, said by a person. */
export function ColumnsStep({ view }: { view: ImportView }) {
  const { t } = useLanguage();
  const heading = useArrival();
  const guesses = view.mapping_guess ?? [];
  return (
    <section className="panel wide">
      <h1 ref={heading} tabIndex={-1}>
        {t('columns.title')}
      </h1>
      <p className="muted">{t('columns.what')}</p>
      {guesses.length > 0 && <Columns view={view} guesses={guesses} />}
    </section>
  );
}

function Columns({ view, guesses }: { view: ImportView; guesses: ColumnGuess[] }) {
  const words = useLanguage();
  const { t } = words;
  const [draft, setDraft] = useState<ColumnDraft[]>(() => draftOf(view));
  const mapping = useMemo(() => mappingOf(view.kind, draft), [view.kind, draft]);
  const preview = useMappingPreview(view.id, useDeferredValue(mapping));
  const action = useImportAction(view);
  const rows = useRef<HTMLOListElement>(null);
  useRowKeys(rows, '.column-name');

  const change = (index: number, changes: Partial<ColumnDraft>) => {
    action.reset();
    setDraft(draft.map((column, at) => (at === index ? { ...column, ...changes } : column)));
  };
  const remembered = guesses.filter(({ why }) => why.code === 'mapping.remembered').length;
  const undecided = draft.filter(({ field }) => field === undefined).length;
  const faults = faultsByColumn(action.error ?? preview.error);
  const wholeFile = faults.get(null) ?? [];
  const send = () => {
    if (action.isPending) return;
    action.mutate({ do: 'mapping', mapping });
  };
  return (
    <>
      {remembered > 0 && <p className="notice">{t('columns.remembered', { columns: remembered })}</p>}
      <Needed draft={draft} />
      <ol className="columns" ref={rows}>
        {guesses.map((guess, index) => (
          <ColumnRow
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of one file never change places, and two headings may be the same
            key={index}
            index={index}
            kind={view.kind}
            guess={guess}
            column={draft[index] as ColumnDraft}
            preview={preview.data?.columns[index]}
            faults={faults.get(index) ?? []}
            onChange={change}
          />
        ))}
      </ol>
      {draft.some(({ field }) => isName(field)) && <NamePreview preview={preview.data} />}
      {action.isError && !faults.size && <ProblemNotice error={action.error} takeFocus />}
      {action.isError && faults.size > 0 && (
        <div className="notice error" role="alert">
          <p>{t('columns.faults')}</p>
          <ul>
            {wholeFile.map((fault) => (
              <li key={fault.code ?? fault.message}>{saidIn(words, { ...fault, code: fault.code ?? '' })}</li>
            ))}
            {[...faults.keys()].map(
              (index) =>
                index !== null && (
                  <li key={index}>
                    <a
                      href={`#field-${index}`}
                      onClick={(event) => {
                        event.preventDefault();
                        document.getElementById(`field-${index}`)?.focus();
                      }}
                    >
                      {t('columns.column', { letter: guesses[index]?.letter ?? '' })}
                    </a>
                  </li>
                ),
            )}
          </ul>
        </div>
      )}
      <div className="choices next-step" aria-busy={action.isPending}>
        <button type="button" className="primary" onClick={send}>
          {t('columns.check')}
        </button>
        {undecided > 0 && <span className="hint">{t('columns.undecided', { columns: undecided })}</span>}
      </div>
      <p className="hint">{t('columns.check_what')}</p>
    </>
  );
}

type Fault = ApiProblem['faults'][number];

/** By position of the column; null = about the file as a whole. */
function faultsByColumn(error: unknown): Map<number | null, Fault[]> {
  const found = new Map<number | null, Fault[]>();
  if (!(error instanceof ApiProblem) || error.status >= 500) return found;
  for (const fault of error.faults) {
    const at = /^\/columns\/(\d+)/.exec(fault.pointer ?? '')?.[1];
    const index = at === undefined ? null : Number(at);
    found.set(index, [...(found.get(index) ?? []), fault]);
  }
  return found;
}
