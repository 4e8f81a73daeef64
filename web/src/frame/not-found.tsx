import { Link } from 'wouter';
import { useLanguage } from '../language/language.js';
import { useArrival } from './use-arrival.js';

/** An address that leads nowhere, or to something this account may not see: both read the same. */
export function NotFound() {
  const { t } = useLanguage();
  const heading = useArrival();
  return (
    <div className="page narrow">
      <title>{`${t('not_found.title')} - Athar`}</title>
      <h1 ref={heading} tabIndex={-1}>
        {t('not_found.title')}
      </h1>
      <p>{t('not_found.what')}</p>
      <p>
        <Link href="/">{t('not_found.start')}</Link>
      </p>
    </div>
  );
}
