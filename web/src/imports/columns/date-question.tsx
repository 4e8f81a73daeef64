import type { DateView } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { readDate } from '../../language/read-date.js';
import type { ColumnCalendar, DateExample, DateOrder, Said } from '../types.js';
import { saidIn } from '../words.js';
import type { ColumnDraft } from './draft.js';

const orders: readonly DateOrder[] = ['day_first', 'month_first', 'undecided'];
const calendars: readonly ColumnCalendar[] = ['as_written', 'gregorian', 'hijri'];

interface DateQuestionProps {
  index: number;
  column: ColumnDraft;
  why: Said | undefined;
  examples: DateExample[] | undefined;
  onChange: (changes: Pick<ColumnDraft, 'date_order' | 'calendar'>) => void;
}

/** What 3/4/2013 means, and of which calendar the years are. Asked once for a column, with three of its dates as they are read then. */
export function DateQuestion({ index, column, why, examples, onChange }: DateQuestionProps) {
  const words = useLanguage();
  const { t } = words;
  // Where the values themselves tell the order, or none needs one, there is nothing to ask: it can be looked at and changed.
  const toBeAsked = !why || why.code === 'date.order_undecided' || why.code === 'date.order_mixed';
  return (
    <div className="column-question">
      {examples && examples.length > 0 && <Examples examples={examples} />}
      <details open={toBeAsked}>
        <summary>{t('dates.settled')}</summary>
        <div className="questions">
          <fieldset>
            <legend>{t('dates.order')}</legend>
            {why && <p className="hint">{saidIn(words, why, 'mapping_reason')}</p>}
            {orders.map((order) => (
              <label key={order} className="check">
                <input
                  type="radio"
                  name={`order-${index}`}
                  checked={(column.date_order ?? 'undecided') === order}
                  onChange={() => onChange({ date_order: order })}
                />
                {t(`dates.${order}`)}
              </label>
            ))}
          </fieldset>
          <fieldset>
            <legend>{t('dates.calendar')}</legend>
            {calendars.map((calendar) => (
              <label key={calendar} className="check">
                <input
                  type="radio"
                  name={`calendar-${index}`}
                  checked={(column.calendar ?? 'as_written') === calendar}
                  onChange={() => onChange({ calendar })}
                />
                {t(`dates.${calendar}`)}
              </label>
            ))}
          </fieldset>
        </div>
      </details>
    </div>
  );
}

function Examples({ examples }: { examples: DateExample[] }) {
  const { t } = useLanguage();
  return (
    <table className="examples">
      <caption className="unseen">{t('dates.examples')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('dates.written')}</th>
          <th scope="col">{t('dates.read_as')}</th>
        </tr>
      </thead>
      <tbody>
        {examples.slice(0, 3).map(({ as_written, read_as }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: examples of a column do not change places
          <tr key={at}>
            <td>
              <bdi dir="auto">{as_written}</bdi>
            </td>
            <td>
              <ReadAs interval={read_as} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An interval of days as the service writes it: `2013-04-03`, `2013-01-01/2013-12-31`, open ends empty. */
function ReadAs({ interval }: { interval: string | null }) {
  const words = useLanguage();
  if (!interval) return <span className="muted">{words.t('date.not_understood')}</span>;
  const [from, to = from] = interval.split('/');
  const view = {
    as_written: '',
    from: from || null,
    to: to || null,
    qualifier: 'exact',
    calendar: 'gregorian',
  } as const;
  return <bdi dir={words.direction}>{readDate(view as DateView, words)}</bdi>;
}
