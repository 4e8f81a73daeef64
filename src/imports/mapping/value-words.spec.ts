import { describe, expect, it } from '@jest/globals';
import { eventTypes } from '../../detention-records/detention-record.entity.js';
import { fateClaims } from '../../detention-records/fate-claim.js';
import { foldWords, readWordTable } from '../word-tables.js';
import { meansUnidentified, meansUnknown, readEventType, readSex, readStatus, wordsOfKind } from './value-words.js';

describe('a word of a value column', () => {
  it.each([
    ['ذكر', 'male'],
    ['أنثى', 'female'],
    ['انثي', 'female'],
    ['FEMALE', 'female'],
    [' m ', 'male'],
    ['غير معروف', undefined],
  ])('%s says of the sex: %s', (written, sex) => expect(readSex(written)).toBe(sex));

  it.each([
    ['اعتقال', 'arrest'],
    ['الإيداع', 'intake'],
    ['نقل إلى المشفى', 'hospital'],
    ['نقل', 'transfer'],
    ['prisoner_exchange', 'exchange'],
    ['شهادة وفاة', 'death_certificate'],
    ['إخلاء سبيل', 'release'],
    ['Seen in detention', 'sighting'],
    ['وفاة', undefined],
  ])('%s is an event of the kind %s', (written, event) => expect(readEventType(written)).toBe(event));

  it.each([
    ['معتقل', 'detained'],
    ['مفقود', 'missing'],
    ['مغيّب', 'missing'],
    ['محرر', 'released'],
    ['متوفى', 'died'],
    ['شهيد', 'died'],
    ['أُعدم', 'executed'],
    ['believed_dead', 'died'],
    ['على قيد الحياة', 'alive'],
    ['غير معروف', undefined],
  ])('%s claims of a person: %s', (written, claim) => expect(readStatus(written)).toBe(claim));

  it('that says "not known" is told from one that says that nobody could name the person', () => {
    expect(['-', '؟', 'غير معروف', 'N/A', 'null'].map(meansUnknown)).toEqual([true, true, true, true, true]);
    expect(meansUnidentified('-')).toBe(false);
    expect(meansUnidentified('مجهول الهوية')).toBe(true);
  });
});

describe('the table of value words', () => {
  const rows = readWordTable('values').map(([kind, value, written]) => ({ kind, value, folded: foldWords(written) }));

  it('gives each word of a kind one meaning, and only marks such as a dash are nothing once folded', () => {
    const meanings = new Map<string, Set<string>>();
    for (const { kind, value, folded } of rows) {
      const key = `${kind}: ${folded}`;
      meanings.set(key, (meanings.get(key) ?? new Set()).add(value));
    }
    expect([...meanings].filter(([, values]) => values.size > 1)).toEqual([]);
    expect(rows.filter(({ kind, folded }) => folded === '' && kind !== 'unknown')).toEqual([]);
  });

  it('only has codes of ours, and a word for each of them', () => {
    const codes = (kind: 'sex' | 'event' | 'status') => [...new Set(wordsOfKind(kind).values())].sort();
    expect(codes('sex')).toEqual(['female', 'male']);
    expect(codes('event')).toEqual([...eventTypes].sort());
    expect(codes('status')).toEqual([...fateClaims].sort());
  });
});
