import { Asked, type AskedProps } from './asked.js';

interface TextAreaProps extends AskedProps {
  maxLength: number;
  rows?: number;
}

/** Several lines to fill in. */
export function TextArea({ maxLength, rows = 3, ...asked }: TextAreaProps) {
  return <Asked {...asked}>{(by) => <textarea {...by} rows={rows} dir="auto" maxLength={maxLength} />}</Asked>;
}
