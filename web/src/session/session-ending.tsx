import { useEffect, useRef, useState } from 'react';
import { lastAnswerAt } from '../api/call.js';
import { useSession } from '../api/session.js';
import { useLanguage } from '../language/language.js';

const minute = 60_000;
/** The service ends a session after 15 minutes without work, and notes work once a minute. */
const endsAfter = 14 * minute;
const warnsBefore = 2 * minute;
const looksEvery = 5_000;

/** Warns two minutes before a session ends for want of work, and lets it go on. Nothing that is written is lost by either. */
export function SessionEnding() {
  const { t } = useLanguage();
  const session = useSession();
  const [soon, setSoon] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const look = () => {
      const idle = Date.now() - lastAnswerAt();
      setSoon(idle >= endsAfter - warnsBefore);
      // What is on the screen is nobody's to read any more: asking shows the sign-in.
      if (idle >= endsAfter + 2 * minute) void session.refetch();
    };
    const timer = setInterval(look, looksEvery);
    return () => clearInterval(timer);
  }, [session.refetch]);
  useEffect(() => {
    if (soon) dialog.current?.showModal();
  }, [soon]);
  if (!soon) return null;
  const goOn = async () => {
    await session.refetch();
    setSoon(false);
  };
  return (
    <dialog ref={dialog} aria-labelledby="ending-title" onClose={() => void goOn()}>
      <h2 id="ending-title">{t('session.ends_soon')}</h2>
      <p>{t('session.ends_soon_why')}</p>
      <form method="dialog">
        <button type="submit" className="primary">
          {t('session.go_on')}
        </button>
      </form>
    </dialog>
  );
}
