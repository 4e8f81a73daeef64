import { type ReactNode, useEffect, useRef, useState } from 'react';

interface DisclosingProps {
  /** Words of the button that opens it. */
  says: string;
  children: (close: () => void) => ReactNode;
}

/** A form that is opened by a button; closing it leads back to the button. */
export function Disclosing({ says, children }: DisclosingProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(false);
  useEffect(() => {
    if (!open && wasOpen.current) button.current?.focus();
    wasOpen.current = open;
  }, [open]);
  if (open) return children(() => setOpen(false));
  return (
    <p>
      <button ref={button} type="button" onClick={() => setOpen(true)}>
        {says}
      </button>
    </p>
  );
}
