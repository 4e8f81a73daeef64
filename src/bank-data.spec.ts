import { describe, expect, it } from '@jest/globals';
import { caseworkLine, holdsBankData } from './bank-data.js';

/** Examples of the standards and of card schemes' test ranges: nobody's accounts. */
describe('numbers of accounts and cards (R11)', () => {
  it.each([
    ['an IBAN', 'Send it to DE89 3704 0044 0532 0130 00 today'],
    ['an IBAN without spaces', 'GB29NWBK60161331926819'],
    ['an IBAN in small letters', 'mt84malt011000012345mtlcast001s'],
    ['the number of a card', 'card 4111 1111 1111 1111, please'],
    ['a card in one piece', '5555555555554444'],
    ['a card of fifteen digits', '3782-822463-10005'],
    ['a card in Arabic digits', '٤١١١١١١١١١١١١١١١'],
  ])('%s is found', (_what, text) => {
    expect(holdsBankData(text)).toBe(true);
  });

  it.each([
    ['a date and a date', 'from 2013-03-12 to 2014-05-06'],
    ['a telephone number', '+963 11 555 0100'],
    ['a national number', '01234567890'],
    ['words of four letters', 'ID12 from that camp when they left home'],
    ['a number of an id', '3f2c8a10-5b1e-4c7d-9a51-0d6a5e2b7c44'],
    ['the number of another id', 'see 5a1fbe42-1234-4321-9876-ab1234567890, note 3'],
    ['sixteen digits that are no card', '4111 1111 1111 1112'],
    ['a sentence', 'He worked in a bank and had an account there.'],
  ])('%s is none', (_what, text) => {
    expect(holdsBankData(text)).toBe(false);
  });

  it('a text of staff that holds one is refused with words and without the number', () => {
    const [issue] = caseworkLine(100).safeParse('4111 1111 1111 1111').error?.issues ?? [];
    expect(issue).toMatchObject({ params: { code: 'text.bank_data' } });
    expect(issue?.message).not.toMatch(/4111/);
    expect(caseworkLine(100).safeParse('His mother waits at home').success).toBe(true);
    expect(caseworkLine(10).safeParse('His mother waits at home').success).toBe(false);
  });
});
