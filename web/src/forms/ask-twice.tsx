import { useEffect, useRef, useState } from 'react';

interface AskTwiceProps {
  says: string;
  /** The same with what it is about, for those who hear the buttons of a list one after the other. */
  named?: string;
  yes: string;
  no: string;
  busy: boolean;
  onBegin?: () => void;
  onYes: () => void;
}

/** A step that is asked once more; the focus goes along with the buttons, which take each other's place. */
export function AskTwice({ says, named, yes, no, busy, onBegin, onYes }: AskTwiceProps) {
  const [asked, setAsked] = useState<boolean | null>(null);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asked !== null) first.current?.focus();
  }, [asked]);
  if (!asked)
    return (
      <button
        type="button"
        ref={first}
        aria-label={named}
        onClick={() => {
          onBegin?.();
          setAsked(true);
        }}
      >
        {says}
      </button>
    );
  return (
    <span className="actions" aria-busy={busy}>
      <button type="button" ref={first} onClick={() => !busy && onYes()}>
        {yes}
      </button>
      <button type="button" className="quiet" onClick={() => setAsked(false)}>
        {no}
      </button>
    </span>
  );
}
