import { holdsBankData } from '../../bank-data.js';
import { textProblem } from '../../request-text.js';
import type { Answers } from '../drafts.js';
import type { Key, Values } from '../words.js';
import type { FaultKeys } from './question.js';

/** Longest texts, in characters, as the report takes them. */
export const longest = { name: 200, place: 200, date: 100, short: 100, words: 1000, number: 40, contact: 300 } as const;

/** Reads the fields of one form and keeps what has to be mended. Nothing typed is changed: outer spaces alone are no part of an answer. */
export class FormReader {
  readonly faults: FaultKeys = {};

  constructor(private readonly answers: Answers) {}

  fault(field: string, key: Key, values?: Values): undefined {
    this.faults[field] ??= { key, values };
    return undefined;
  }

  /** @returns undefined for an empty field and for a text that cannot be stored, which is then a fault */
  line = (field: string, most: number): string | undefined => this.text(field, most, false);
  paragraph = (field: string, most: number): string | undefined => this.text(field, most, true);

  choice<Value extends string>(field: string, values: readonly Value[]): Value | undefined {
    return values.find((value) => value === this.answers[field]);
  }

  ticked = (field: string): boolean => this.answers[field] === 'yes';

  /** Digits of any script that people here write, as a number; null when something else was typed. */
  number(field: string): number | null | undefined {
    const typed = (this.answers[field] ?? '').trim();
    if (typed === '') return undefined;
    const plain = typed.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
    return /^\d{1,4}$/.test(plain) ? Number(plain) : null;
  }

  private text(field: string, most: number, multiline: boolean): string | undefined {
    const typed = (this.answers[field] ?? '').trim();
    const problem = textProblem(typed, most, multiline)?.code;
    if (problem === 'text.empty') return undefined;
    if (problem === 'text.too_long') return this.fault(field, 'fault.too_long', { most });
    if (problem) return this.fault(field, 'fault.characters');
    if (holdsBankData(typed)) return this.fault(field, 'fault.bank_data');
    return typed;
  }
}
