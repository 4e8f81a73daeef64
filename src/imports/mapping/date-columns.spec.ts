import { describe, expect, it } from '@jest/globals';
import { readDateColumn } from './date-columns.js';

describe('the dates of a column', () => {
  it.each([
    ['13/04/2013 decides for the day', ['03/04/2013', '13/04/2013'], 'day_first', 'date.order_seen'],
    ['04/13/2013 decides for the month', ['03/04/2013', '04/13/2013'], 'month_first', 'date.order_seen'],
    ['both ways are possible', ['03/04/2013', '05/06/2013'], 'undecided', 'date.order_undecided'],
    ['Arabic digits, both ways', ['٠٣/٠٤/٢٠١٣', '٠٥/٠٦/٢٠١٣'], 'undecided', 'date.order_undecided'],
    ['the two contradict each other', ['13/04/2013', '04/13/2013'], 'undecided', 'date.order_mixed'],
    ['no value has two readings', ['2013-04-03', 'نيسان 2013', '5/5/2013'], 'undecided', 'date.order_not_needed'],
  ])('have an order when %s', (_what, texts, order, code) => {
    expect(readDateColumn('event_date', texts).date).toMatchObject({ order, why: { code } });
  });

  it('are shown by three telling examples, first one where the order matters, as they would be stored', () => {
    const { date } = readDateColumn('event_date', [
      '2011',
      '2013-05-04',
      'qq',
      '30/12/2012',
      '03/04/2013',
      '04/04/2012',
    ]);
    expect(date.examples).toEqual([
      {
        raw: '03/04/2013',
        read_as: { earliest: '2013-04-03', latest: '2013-04-03', precision: 'day', calendar: 'gregorian' },
      },
      {
        raw: '30/12/2012',
        read_as: { earliest: '2012-12-30', latest: '2012-12-30', precision: 'day', calendar: 'gregorian' },
      },
      {
        raw: '2011',
        read_as: { earliest: '2011-01-01', latest: '2011-12-31', precision: 'year', calendar: 'gregorian' },
      },
    ]);
  });

  it('whose order nobody knows keep both readings', () => {
    const { date } = readDateColumn('event_date', ['03/04/2013']);
    expect(date.examples[0].read_as).toMatchObject({ earliest: '2013-03-04', latest: '2013-04-03' });
  });

  it('that are not understood are shown as such', () => {
    expect(readDateColumn('event_date', ['qq']).date.examples).toEqual([{ raw: 'qq', read_as: null }]);
  });

  it.each([
    ['gregorian', ['2013', '4/5/2012']],
    ['hijri', ['1435', '4/5/1434']],
    ['as_written', ['1435', '2013']],
  ])('are of the calendar: %s', (calendar, texts) => {
    expect(readDateColumn('event_date', texts).calendar).toBe(calendar);
  });
});
