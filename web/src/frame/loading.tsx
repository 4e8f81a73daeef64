import { useLanguage } from '../language/language.js';

/** Says that something is coming; style sheets keep it unseen for the first 400 ms. */
export function Loading() {
  const { t } = useLanguage();
  return (
    <p className="loading" role="status">
      {t('frame.loading')}
    </p>
  );
}
