import type { RawAnswer } from '../send-raw.js';

/** Nothing of an invented person may come back in a refusal (builders.ts), nor what was planted in the world. */
const name = /athartest|\u0623\u062b\u0631\u062a\u0633\u062a|canary-/i;
const mayBeUnavailable = new Set(['service.unavailable', 'service.busy']);
const largestProblem = 50_000;

/** @returns what is wrong with an answer, whatever was asked; null when nothing is. */
export function wrongWith(method: string, { status, type, text, headers }: RawAnswer): string | null {
  if (status < 400) return status >= 200 ? null : `status ${status}`;
  if (method === 'HEAD') return status > 499 && status !== 503 ? `status ${status}` : null;
  if (!type.startsWith('application/problem+json')) return `${status} is no problem+json but ${type || 'nothing'}`;
  let problem: { status?: unknown; code?: unknown; type?: unknown; instance?: unknown };
  try {
    problem = JSON.parse(text);
  } catch {
    return `${status} with a body that is no JSON`;
  }
  const { code } = problem;
  if (problem.status !== status || typeof code !== 'string' || problem.type !== `urn:athar:problem:${code}`)
    return `${status} with a problem that says otherwise: ${String(code)}`;
  if (status > 499 && !(status === 503 && mayBeUnavailable.has(code))) return `status ${status} ${code}`;
  if (status === 503 && !(Number(headers['retry-after']) > 0)) return '503 without a time to come back';
  if (status === 429 && !(Number(headers['retry-after']) > 0)) return `429 ${code} without a time to come back`;
  if (name.test(text)) return `${status} ${code} repeats a name`;
  if (text.length > largestProblem) return `${status} ${code} of ${text.length} characters`;
  return null;
}

/** "2xx", "4xx" …, for counting. */
export const classOf = (status: number): string => `${Math.floor(status / 100)}xx`;

export class Counts {
  readonly classes: Record<string, number> = {};
  total = 0;

  add(what: string): void {
    this.total++;
    this.classes[what] = (this.classes[what] ?? 0) + 1;
  }
}

/** One input that must not do what it did, as it is kept in test/fuzz-corpus. */
export interface Finding {
  surface: string;
  what: string;
  input: unknown;
}
