import type { Faults } from '../../forms/faults.js';
import { useLanguage } from '../../language/language.js';
import { Icon } from '../../suggestion/icon.js';
import { formatBytes } from '../format-amounts.js';
import { textMegabytes, workbookMegabytes } from './file-fault.js';

interface FileChoiceProps {
  file: File | null;
  onChoose: (file: File | null) => void;
  faults: Faults;
  label: string;
}

/** The browser's own field for a file lies over the whole area, so a file can be dropped on it as well as picked. */
export function FileChoice({ file, onChoose, faults, label }: FileChoiceProps) {
  const { t, language } = useLanguage();
  const fault = faults.list.find(({ field }) => field === 'file');
  return (
    <div className="field">
      <label htmlFor="file">{label}</label>
      <p className="hint" id="file-hint">
        {t('import_new.file_hint', { workbook: workbookMegabytes, text: textMegabytes })}
      </p>
      {fault && (
        <p className="error-text" id="file-fault">
          {fault.say(t)}
        </p>
      )}
      <div className={file ? 'file-choice taken' : 'file-choice'}>
        <input
          type="file"
          id="file"
          accept=".csv,.tsv,.txt,.xlsx,.jsonl,.ndjson,.xml"
          aria-describedby={fault ? 'file-fault file-hint' : 'file-hint'}
          aria-invalid={fault ? true : undefined}
          onChange={(event) => onChoose(event.target.files?.[0] ?? null)}
        />
        <span aria-hidden={file ? undefined : true}>
          <Icon name={file ? 'tick' : 'up'} />{' '}
          {file ? (
            <>
              <bdi dir="auto">{file.name}</bdi> <span className="muted">{formatBytes(file.size, language)}</span>
            </>
          ) : (
            t('import_new.file_drop')
          )}
        </span>
      </div>
    </div>
  );
}
