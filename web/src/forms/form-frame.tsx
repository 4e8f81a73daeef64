import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { ProblemNotice } from '../frame/problem-notice.js';
import { ProofDeclined } from '../session/proof-declined.js';
import { FaultSummary, type Faults } from './faults.js';
import { FormButtons } from './form-buttons.js';
import './form-frame.css';

interface FormFrameProps {
  /** What sends it: nothing is sent twice at a time, and the service's refusal stands above the fields. */
  work: { isPending: boolean; error: unknown };
  faults: Faults;
  /** Words of the button that sends. */
  send: string;
  onSubmit: (form: HTMLFormElement) => void;
  /** For a form that was opened by a button. */
  onClose?: () => void;
  /** Words of the button that closes. */
  close?: string;
  /** Puts the cursor into the first field as soon as the form is there. */
  takeFocus?: boolean;
  className?: string;
  children: ReactNode;
}

/** A form of the console: faults on top, then the fields, then its buttons. */
export function FormFrame(props: FormFrameProps) {
  const { work, faults, send, onSubmit, onClose, close, takeFocus, className = 'step-form', children } = props;
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (takeFocus) form.current?.querySelector<HTMLElement>('select, input, textarea, button')?.focus();
  }, [takeFocus]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!work.isPending) onSubmit(event.currentTarget);
  };
  return (
    <form ref={form} onSubmit={submit} noValidate aria-busy={work.isPending} className={className}>
      <FaultSummary faults={faults} />
      {work.error != null && !(work.error instanceof ProofDeclined) && <ProblemNotice error={work.error} takeFocus />}
      {children}
      <FormButtons send={send} onClose={onClose} close={close} />
    </form>
  );
}
