import { useLanguage } from '../../language/language.js';
import { timeLeft } from '../format-amounts.js';

interface ProgressBarProps {
  label: string;
  done: number;
  /** 0 = not known yet. */
  total: number;
  /** How far, in words. */
  amount: string;
  rate?: string | null;
  secondsLeft: number | null;
}

/** How far something is. Read aloud every tenth of the way only: each second would leave no room for anything else. */
export function ProgressBar({ label, done, total, amount, rate, secondsLeft }: ProgressBarProps) {
  const { t } = useLanguage();
  const percent = total > 0 ? Math.floor((100 * Math.min(done, total)) / total) : null;
  const tenth = percent === null ? null : Math.floor(percent / 10) * 10;
  return (
    <div className="progress">
      <progress aria-label={label} {...(percent === null ? {} : { value: percent, max: 100 })} />
      <p>
        <span>{amount}</span>
        {rate && <span>{rate}</span>}
        {secondsLeft !== null && <span>{timeLeft(secondsLeft, t)}</span>}
      </p>
      <p className="unseen" role="status">
        {tenth !== null && t('progress.heard', { label, percent: tenth })}
      </p>
    </div>
  );
}
