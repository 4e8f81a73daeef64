import { useEffect, useRef, useState } from 'react';
import { useSession } from '../api/session.js';
import { useLanguage } from '../language/language.js';

interface ShownOnceProps {
  title: string;
  what: string;
  /** Null when the same request was sent twice: the service shows it once. */
  secret: string | null;
  onDone: () => void;
}

/** A link or a secret that nobody can read again. It goes with this notice, and stands nowhere else in the browser. */
export function ShownOnce({ title, what, secret, onDone }: ShownOnceProps) {
  const { t } = useLanguage();
  const { data: session } = useSession();
  const [copied, setCopied] = useState<boolean | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const text = useRef<HTMLElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret ?? '');
      setCopied(true);
    } catch {
      // No clipboard on plain http: what is marked can be copied by hand.
      if (text.current) getSelection()?.selectAllChildren(text.current);
      setCopied(false);
    }
  };
  // A page whose session ended is kept out of sight; what it showed once is not kept with it.
  if (!session) return null;
  return (
    <section className="notice shown-once" aria-labelledby="shown-once-title">
      <h2 ref={heading} id="shown-once-title" tabIndex={-1}>
        {title}
      </h2>
      {secret === null ? (
        <p>{t('admin_once.repeated')}</p>
      ) : (
        <>
          <p>{what}</p>
          <p>
            <code ref={text} dir="ltr" className="secret">
              {secret}
            </code>
          </p>
        </>
      )}
      <div className="choices">
        {secret !== null && (
          <button type="button" className="primary" onClick={() => void copy()}>
            {t('admin_once.copy')}
          </button>
        )}
        <button type="button" onClick={onDone}>
          {t('admin_once.done')}
        </button>
      </div>
      <p role="status">{copied !== null && t(copied ? 'admin_once.copied' : 'admin_once.marked')}</p>
    </section>
  );
}
