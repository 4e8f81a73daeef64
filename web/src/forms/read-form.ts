import { ApiProblem } from '../api/problem.js';
import { problemWords } from '../frame/problem-notice.js';
import type { MessageKey } from '../language/messages.js';
import { PasskeyFault, passkeyWords } from '../session/passkey.js';
import type { Fault } from './faults.js';

/** What stands in a field of the form, as typed. */
export function textOf(form: HTMLFormElement, field: string): string {
  return String(new FormData(form).get(field) ?? '');
}

/** A code without the spaces that apps show in it. */
export const codeOf = (form: HTMLFormElement, field: string): string => textOf(form, field).replace(/\s/g, '');

/** Six digits, Western, Arabic-Indic or Persian: the service reads all of them. */
export const looksLikeCode = (code: string): boolean => /^[\d\u0660-\u0669\u06f0-\u06f9]{6}$/.test(code);

export const faultAt = (field: string | null, key: MessageKey): Fault => ({ field, say: (t) => t(key) });

/** Where the service's answer belongs: at a field, by the beginning of its code, or at the form as a whole. */
export function faultsOf(error: unknown, fields: Record<string, string> = {}): Fault[] {
  if (error instanceof PasskeyFault) return [{ field: null, say: (t) => passkeyWords(error, t) }];
  const code = error instanceof ApiProblem ? error.code : '';
  const field = Object.entries(fields).find(([start]) => code.startsWith(start))?.[1] ?? null;
  return [{ field, say: (t) => problemWords(error, t) }];
}
