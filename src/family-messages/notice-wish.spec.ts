import { describe, expect, it } from '@jest/globals';
import { NoticeWishBody } from './notice-wish.js';

const wish = {
  channel: 'email',
  address: 'mona@athartest.example',
  language: 'ar',
  time_zone: 'Asia/Damascus',
  from_hour: 9,
  to_hour: 17,
};
const faultsOf = (change: object) => {
  const read = NoticeWishBody.safeParse({ ...wish, ...change });
  return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'));
};

describe('where somebody wants to be told', () => {
  it.each([
    [{}],
    [{ channel: 'sms', address: '+999000111222' }],
    [{ from_hour: 0, to_hour: 24 }],
    [{ time_zone: 'Europe/Berlin' }],
  ])('is taken: %j', (change) => expect(faultsOf(change)).toEqual([]));

  it.each([
    [{ address: 'mona@athartest.example, other@athartest.example' }, 'address'],
    [{ address: 'mona@athartest.example\r\nBcc: other@athartest.example' }, 'address'],
    [{ address: 'Mona <mona@athartest.example>' }, 'address'],
    [{ address: '' }, 'address'],
    [{ channel: 'sms' }, 'address'],
    [{ channel: 'sms', address: '0111222333' }, 'address'],
    [{ channel: 'fax' }, 'channel'],
    [{ language: 'fr' }, 'language'],
    [{ time_zone: 'Damascus' }, 'time_zone'],
    [{ time_zone: '+03:00' }, 'time_zone'],
    [{ time_zone: "Asia/Damascus'; drop table notices" }, 'time_zone'],
    [{ from_hour: 17, to_hour: 9 }, 'to_hour'],
    [{ from_hour: 9, to_hour: 9 }, 'to_hour'],
    [{ from_hour: 24 }, 'from_hour'],
    [{ to_hour: 25 }, 'to_hour'],
    [{ from_hour: 9.5 }, 'from_hour'],
  ])('is not taken: %j', (change, field) => expect(faultsOf(change)).toContain(field));
});
