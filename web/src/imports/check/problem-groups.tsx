import { Link } from 'wouter';
import { useLanguage } from '../../language/language.js';
import { Icon, type IconName } from '../../suggestion/icon.js';
import type { ProblemGroup } from '../types.js';
import { saidIn } from '../words.js';
import { rowsAddress } from './rows-address.js';

const icons: Record<ProblemGroup['effect'], IconName> = { rejected: 'cross', held: 'pause', warning: 'warning' };
const effects = ['rejected', 'held', 'warning'] as const;

/** What is wrong, by kind: first what keeps rows out, then what holds them, then what is only said. */
export function ProblemGroups({ id, groups }: { id: string; groups: ProblemGroup[] }) {
  const { t } = useLanguage();
  if (groups.length === 0) return <p className="notice">{t('problems.none')}</p>;
  return effects.map((effect) => {
    const of = groups.filter((group) => group.effect === effect);
    if (of.length === 0) return null;
    return (
      <section key={effect} className="problems" aria-labelledby={`problems-${effect}`}>
        <h2 id={`problems-${effect}`}>
          <Icon name={icons[effect]} /> {t(`problems.${effect}`)}
        </h2>
        <ul>
          {of.map((group) => (
            <li key={`${group.code} ${group.column}`} data-row>
              <Group id={id} group={group} />
            </li>
          ))}
        </ul>
      </section>
    );
  });
}

function Group({ id, group }: { id: string; group: ProblemGroup }) {
  const words = useLanguage();
  const { t } = words;
  const more = group.rows - group.first_rows.length;
  return (
    <details>
      <summary>
        <span className="count">{t('problems.rows', { rows: group.rows })}</span>
        <span>
          {group.column !== null && (
            <>
              <strong>
                <bdi dir="auto">{group.column}</bdi>
              </strong>
              {': '}
            </>
          )}
          {saidIn(words, group)}
        </span>
      </summary>
      <p>
        {t('problems.first_rows')}{' '}
        <bdi dir="ltr">
          {group.first_rows.join(', ')}
          {more > 0 && ' \u2026'}
        </bdi>
      </p>
      <p>
        <Link className="all-rows" href={rowsAddress(id, { code: group.code })}>
          {t('problems.open', { rows: group.rows })}
        </Link>
      </p>
    </details>
  );
}
