// A record as one row of plain text columns, for the baselines in SQL: they are given our spellings and our consonant skeletons, and have the rest to do themselves.

/** In the order in which they are written, tab-separated; empty = not known. */
export const plainColumnNames = [
  ...['latin', 'arabic', 'skeletons'],
  ...['given', 'father', 'grandfather', 'family', 'mother'],
  ...['given_s', 'father_s', 'grandfather_s', 'family_s', 'mother_s'],
  ...['birth_from', 'birth_to', 'event_from', 'event_to', 'governorate', 'district', 'sex', 'number'],
];

/** @param record compiled (compile-record.ts) */
export function plainColumns({ names, mother, source, identifiers }) {
  const words = names.flatMap(({ parts }) => parts.map(({ token }) => token)).filter(({ isInitial }) => !isInitial);
  const inScript = (wanted) => words.flatMap(({ script, text }) => (script === wanted ? [text] : [])).join(' ');
  const byRole = (role) => names[0]?.parts.find((part) => part.role === role)?.token;
  const ofName = [...['given', 'father', 'grandfather', 'family'].map(byRole), mother?.parts[0]?.token];
  const { birth, event, places, sex } = source;
  return [
    ...[inScript('Latn'), inScript('Arab'), words.map(skeleton).join(' ')],
    ...ofName.map((token) => token?.text ?? ''),
    ...ofName.map(skeleton),
    ...[birth?.earliest, birth?.latest, event?.earliest, event?.latest],
    ...[places.taken?.governorate, places.taken?.district, sex, identifiers[0]?.value],
  ]
    .map((text) => (text ?? '').replace(/[\t\n\\]/g, ' '))
    .join('\t');
}

const skeleton = (token) => token?.skeletons[0]?.coarse ?? '';
