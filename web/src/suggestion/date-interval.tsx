import type { DateView } from '../api/types.js';
import { useLanguage } from '../language/language.js';
import { readDate } from '../language/read-date.js';

/** A date about a person: as written first, then how it is read. */
export function DateInterval({ view }: { view: DateView | null }) {
  const { language, direction, t } = useLanguage();
  if (!view) return <NotRecorded />;
  const reading = readDate(view, { language, direction, t });
  return (
    <>
      <bdi dir="auto">{view.as_written}</bdi>
      {reading && (
        <bdi dir={direction} className="reading">
          {reading}
        </bdi>
      )}
    </>
  );
}

export function NotRecorded() {
  const { t } = useLanguage();
  return <span className="muted">{t('value.not_recorded')}</span>;
}

/** A value exactly as a source wrote it, in whichever script. */
export function AsWritten({ value }: { value: string | null | undefined }) {
  return value ? <bdi dir="auto">{value}</bdi> : <NotRecorded />;
}
