import { useLanguage } from '../language/language.js';
import { formatMoment } from '../language/read-date.js';

/** A moment of work in the service, in the reader's time zone. */
export function Moment({ at }: { at: string }) {
  const { language, direction } = useLanguage();
  return (
    <time dateTime={at}>
      <bdi dir={direction}>{formatMoment(at, language)}</bdi>
    </time>
  );
}
