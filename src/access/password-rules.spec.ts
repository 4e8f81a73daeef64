import { describe, expect, it } from '@jest/globals';
import { Problem } from '../errors.js';
import { normalisePassword, requireGoodPassword } from './password-rules.js';

const codeOf = (password: string): string => {
  try {
    requireGoodPassword(password, ['samira.k', 'Samira Athartest']);
    return 'taken';
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
};

describe('a password', () => {
  it.each([
    ['a moonless heron walks', 'taken'],
    ['Reed-Harvest-Lantern-7', 'taken'],
    // No rules about characters: small letters alone, digits alone, spaces, another script.
    ['umbrella kettle fjord', 'taken'],
    ['خالد قاسم يمشي على النهر', 'taken'],
    ['739104628850217', 'taken'],
    [`${'a moonless heron walks '.repeat(43)}`, 'taken'],
    ['fourteen chars', 'password.too_short'],
    ['', 'password.too_short'],
    ['passwordpassword', 'password.too_common'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'password.too_common'],
    ['qwertyuiopasdfgh', 'password.too_common'],
    ['123456789012345', 'password.too_common'],
    ['samiraathartest1', 'password.too_common'],
    ['Athar Samira 2026', 'password.too_common'],
    ['samira.k@samira.k', 'password.too_common'],
    ['x'.repeat(1_001), 'request.invalid'],
    ['a moonless heron \ud800', 'request.invalid'],
  ])('%j is %s', (password, code) => {
    expect(codeOf(password)).toBe(code);
  });

  it('is counted in characters as people see them, not in units of memory', () => {
    expect(codeOf('😀'.repeat(14))).toBe('password.too_short');
    // Letter and accent apart: 16 code points, 14 letters.
    expect(codeOf('e\u0301ve\u0301ry moon rise'.slice(0, 16))).toBe('password.too_short');
  });

  it('is the same whether a keyboard sends a letter as one code point or as two, and otherwise as typed', () => {
    expect(normalisePassword('caf\u0065\u0301 au lait tiède')).toBe(normalisePassword('caf\u00e9 au lait tiède'));
    expect(normalisePassword('  Moon  ')).toBe('  Moon  ');
    expect(normalisePassword('ﷲ')).toBe('ﷲ');
  });

  it('is refused without being repeated', () => {
    for (const secret of ['samiraathartest1', 'short secret', '@4a3e1i0o$5s7t'.repeat(71)]) {
      try {
        requireGoodPassword(secret, []);
      } catch (error) {
        expect(JSON.stringify((error as Problem).toJSON('x'))).not.toContain(secret);
      }
    }
  });
});
