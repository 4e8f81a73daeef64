import type { Count } from '../../api/types.js';
import { formatLocaleOf, useLanguage } from '../../language/language.js';

/** A count, or the words for one that is hidden because it is of few people. */
export function useCountWord(): (count: Count) => string {
  const { t, language } = useLanguage();
  const plain = new Intl.NumberFormat(formatLocaleOf[language]);
  return (count) => (count === '<5' ? t('admin_chart.fewer_than_5') : plain.format(count));
}

/** @returns what turns 0..1 into whole percent */
export function usePercent(): (share: number) => string {
  const { language } = useLanguage();
  const percent = new Intl.NumberFormat(formatLocaleOf[language], { style: 'percent', maximumFractionDigits: 0 });
  return (share) => percent.format(share);
}
