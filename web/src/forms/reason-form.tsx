import { useFaults } from './faults.js';
import { FormFrame } from './form-frame.js';
import { faultAt, textOf } from './read-form.js';
import { TextArea } from './text-area.js';

interface ReasonFormProps {
  id: string;
  label: string;
  send: string;
  sending: boolean;
  error: unknown;
  onSend: (reason: string) => void;
  onClose: () => void;
}

/** A step that needs a reason in words. */
export function ReasonForm({ id, label, send, sending, error, onSend, onClose }: ReasonFormProps) {
  const faults = useFaults();
  const submit = (form: HTMLFormElement) => {
    const reason = textOf(form, id).trim().replace(/\s+/g, ' ');
    if (reason === '') return faults.show([faultAt(id, 'undo.reason_missing')]);
    faults.clear();
    onSend(reason);
  };
  return (
    <FormFrame
      work={{ isPending: sending, error }}
      faults={faults}
      send={send}
      onSubmit={submit}
      onClose={onClose}
      takeFocus
      className="reason-form"
    >
      <TextArea id={id} label={label} faults={faults} maxLength={500} rows={2} />
    </FormFrame>
  );
}
