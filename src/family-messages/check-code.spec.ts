import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupedCheckCode, newCheckCode, readCheckCode } from './check-code.js';

describe('a check code', () => {
  it('is read again as it was shown', () => {
    for (let i = 0; i < 200; i++) {
      const code = newCheckCode();
      expect(readCheckCode(groupedCheckCode(code))).toBe(code);
    }
  });

  it.each([
    ['7k3qx 9m2tb', 'small letters and a blank'],
    ['٧K٣QX-٩M٢TB', 'Arabic-Indic digits'],
    ['۷K۳QX-۹M۲TB', 'Persian digits'],
    ['７Ｋ３ＱＸ－９Ｍ２ＴＢ', 'wide letters'],
    ['\u200f7K3QX\u20119M2TB\u200e', 'direction marks and a hyphen that does not break'],
  ])('%s is one, with %s', (typed) => expect(readCheckCode(typed)).toBe('7K3QX9M2TB'));

  it('is read with O for zero and I and L for one', () => expect(readCheckCode('oOiIl-ABCDE')).toBe('00111ABCDE'));

  it.each(['', '7K3QX', '7K3QX-9M2TBX', '7K3QX-9M2TU', 'رمز الرسالة', '%%%%%%%%%%'])('%j is none', (typed) =>
    expect(readCheckCode(typed)).toBeNull(),
  );

  it('is never made of what is none, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (typed) => {
        const code = readCheckCode(typed);
        if (code !== null) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/);
      }),
    );
  });
});
