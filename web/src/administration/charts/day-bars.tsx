import type { Count } from '../../api/types.js';
import { useLanguage } from '../../language/language.js';
import { formatIsoDay } from '../../language/read-date.js';
import { useCountWord } from './numbers.js';
import { WithTable } from './with-table.js';

const [width, height, gap] = [560, 120, 6];

/** One bar a day, the oldest where reading begins. A count that is hidden because it is small stands as a dashed stump. */
export function DayBars({ caption, days }: { caption: string; days: { day: string; count: Count }[] }) {
  const { t, language, direction } = useLanguage();
  const word = useCountWord();
  const most = Math.max(5, ...days.map(({ count }) => (count === '<5' ? 4 : count)));
  const each = width / Math.max(1, days.length);
  const rows = days.map(({ day, count }) => [formatIsoDay(day, language), word(count)]);
  return (
    <WithTable caption={caption} columns={[t('admin_chart.day'), t('admin_chart.count')]} rows={rows}>
      <svg className="bars" viewBox={`0 0 ${width} ${height + 18}`} aria-hidden="true" focusable="false">
        <line x1="0" x2={width} y1={height} y2={height} className="axis" />
        {days.map(({ day, count }, index) => {
          const x = (direction === 'rtl' ? days.length - 1 - index : index) * each;
          const tall = count === '<5' ? 10 : (count / most) * (height - 16);
          return (
            <g key={day}>
              <rect
                className={count === '<5' ? 'hidden-count' : 'bar'}
                x={x + gap / 2}
                width={each - gap}
                y={height - tall}
                height={tall}
              />
              {count !== 0 && (
                <text x={x + each / 2} y={height - tall - 4}>
                  {count}
                </text>
              )}
              <text className="under" x={x + each / 2} y={height + 14}>
                {Number(day.slice(8, 10))}
              </text>
            </g>
          );
        })}
      </svg>
    </WithTable>
  );
}
