import { compileName } from '../../matching/index.js';
import { type NameRole, nameRoles } from '../../matching/record.js';
import { toWrittenPersonName, type WrittenName } from '../../person-names/read-names.js';
import type { Answers } from '../drafts.js';
import { Select } from '../fields.js';
import type { Here } from '../page.js';
import { otherSpellings } from '../spellings.js';
import { asWritten, bestReading, movedWords, readWordsOf, toldName, wholeOf, wordRoles } from './told-name.js';

interface Props {
  here: Here;
  answers: Answers;
  /** On the page of the question the words can be moved; on the page before sending they are only shown. */
  still?: boolean;
}

const mostShown = 5;

/** How the library reads the name, and what else it looks for. It asks its own tables and nothing else: nobody learns here whether a name is known (R1). */
export function NameReading({ here, answers, still }: Props) {
  const { words: t } = here;
  const fields = Object.fromEntries(
    (['full', ...nameRoles] as const).map((field) => [field, answers[field]?.trim() || undefined]),
  );
  const told = toldName(fields, answers);
  const reading = told && bestReading(told);
  if (!told || !reading) return still ? null : <Title here={here}>{<p>{t('reading.waiting')}</p>}</Title>;
  const beside = [...reading.titles, ...reading.fateWords, ...reading.aliases, ...reading.unread];
  return (
    <Title here={here}>
      <ul>
        {nameRoles.map((role) =>
          reading.parts[role] ? (
            <li key={role}>
              <PartLine here={here} label={t(`reading.${role}`)} name={reading.parts[role] ?? ''} />
            </li>
          ) : null,
        )}
        {reading.kunya.map((kunya) => (
          <li key={kunya}>
            <PartLine here={here} label={t('other_names.kunya')} name={kunya} />
          </li>
        ))}
        {beside.length > 0 && (
          <li>
            <PartLine here={here} label={t('reading.other')} name={beside.join(' ')} />
          </li>
        )}
      </ul>
      {compoundsOf(told).map(({ name, parts }) => (
        <p key={name}>
          {parts.length > 1 && parts.join('') === name
            ? t('reading.detached', { name, parts: parts.join(' + ') })
            : t('reading.joined', { name, count: name.split(/\s+/).length })}
        </p>
      ))}
      <Spellings here={here} written={told} />
      {!still && <Moves here={here} fields={fields} answers={answers} />}
    </Title>
  );
}

function Title({ here, children }: { here: Here; children: React.ReactNode }) {
  return (
    <>
      <h2>{here.words('reading.title')}</h2>
      {children}
    </>
  );
}

function PartLine({ label, name }: { here: Here; label: string; name: string }) {
  return (
    <>
      {label}: <bdi dir="auto">{name}</bdi>
    </>
  );
}

/** Names of several words that count as one, and names written together that hold a particle: Abd al-Rahman. */
function compoundsOf(written: WrittenName): { name: string; parts: string[] }[] {
  return compileName(toWrittenPersonName(written)).parts.flatMap(({ token, written: name }) => {
    const { prefix, suffix } = token.readings[0] ?? { prefix: '', suffix: '' };
    if (!prefix && !suffix) return [];
    const words = name.split(/\s+/);
    const glued = /^(عبد|أبو|ابو|أم|ام)(.{2,})$/u.exec(name);
    if (words.length === 1 && !glued) return [];
    return [{ name, parts: glued && words.length === 1 ? [glued[1], glued[2]] : words }];
  });
}

function Spellings({ here: { words: t }, written }: { here: Here; written: WrittenName }) {
  const { parts } = compileName(toWrittenPersonName(written));
  const lines = parts.flatMap(({ written: name }) => {
    const spellings = otherSpellings(name).slice(0, mostShown);
    return spellings.length > 0 ? [{ name, spellings }] : [];
  });
  return lines.map(({ name, spellings }) => (
    <p key={name}>
      <bdi dir="auto">{name}</bdi> – {t('reading.spellings', { spellings: spellings.join(' · ') })}
    </p>
  ));
}

/** The words of the name, each with what we take it for, to be put elsewhere. What was written stays as it is. */
function Moves({ here: { words: t }, fields, answers }: { here: Here; fields: WrittenName; answers: Answers }) {
  const written = asWritten(fields);
  if (!written) return null;
  const moved = movedWords(written, answers);
  const options = wordRoles.map((role) => ({ value: role, label: t(`reading.${role as NameRole | 'other'}`) }));
  return (
    <details open={moved !== null}>
      <summary>{t('reading.wrong')}</summary>
      <h3>{t('reading.move_title')}</h3>
      <p>{t('reading.move_hint')}</p>
      <input type="hidden" name="parts_of" value={wholeOf(written)} />
      {(moved ?? readWordsOf(written)).map(({ word, role }, at) => (
        <Select
          // biome-ignore lint/suspicious/noArrayIndexKey: one word may stand in a name twice
          key={at}
          name={`part_${at}`}
          label={t('reading.move', { name: word })}
          value={role}
          options={options}
        />
      ))}
    </details>
  );
}
