import type { Count } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { formatLocalesOf } from '../../language/languages.js';

/** A count, or the words for one that is hidden because it is of few people. */
export function useCountWord(): (count: Count) => string {
  const { t, language } = useLanguage();
  const plain = new Intl.NumberFormat(formatLocalesOf[language]);
  return (count) => (count === '<5' ? t('admin_chart.fewer_than_5') : plain.format(count));
}

/** A weight with its sign, as it stands in a column of weights. Goes into `<bdi dir="ltr">`. */
export const signed = (bits: number): string => `${bits < 0 ? '\u2212' : '+'}${Math.abs(bits).toFixed(1)}`;

/** @returns what turns 0..1 into whole percent */
export function usePercent(): (share: number) => string {
  const { language } = useLanguage();
  const percent = new Intl.NumberFormat(formatLocalesOf[language], { style: 'percent', maximumFractionDigits: 0 });
  return (share) => percent.format(share);
}
