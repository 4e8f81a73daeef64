// The same records several times over: ten million rows with the dictionaries of one million. Real lists of that size would have more spellings, so what is worked
// out once a spelling costs more there than here; what is done once a row costs the same.

/** Columns in which row r of copy c stands at c * rows + r. */
export function repeatColumns(columns, times) {
  const { rows } = columns;
  const fields = Object.entries(columns.fields).map(([name, { ids, values }]) => [
    name,
    { ids: repeated(ids, rows, times), values },
  ]);
  return {
    rows: rows * times,
    names: repeatNames(columns.names, rows, times),
    mothers: repeatNames(columns.mothers, rows, times),
    rowsOfParts: {
      names: repeatRows(columns.rowsOfParts.names, rows, times),
      mothers: repeatRows(columns.rowsOfParts.mothers, rows, times),
    },
    together: null,
    parts: columns.parts,
    spellings: columns.spellings,
    fields: Object.fromEntries(fields),
  };
}

/** Two sums a row (part-most.ts). */
function repeatRows(rowsOfParts, rows, times) {
  return {
    addTo(sums, part, first, second) {
      for (let copy = 0; copy < times; copy++)
        rowsOfParts.addTo(sums.subarray(2 * copy * rows, 2 * (copy + 1) * rows), part, first, second);
    },
  };
}

function repeatNames({ first, starts, parts, told, sure }, rows, times) {
  const names = first[rows];
  return {
    first: repeatedStarts(first, rows, names, times),
    starts: repeatedStarts(starts, names, starts[names], times),
    parts: repeated(parts, starts[names], times),
    told: repeated(told, names, times),
    sure: repeated(sure, names, times),
  };
}

function repeated(values, count, times) {
  const copy = new values.constructor(count * times);
  for (let at = 0; at < times; at++) copy.set(values.subarray(0, count), at * count);
  return copy;
}

/** Starts of lists: those of each copy lie behind all entries of the copies before it. */
function repeatedStarts(starts, count, entries, times) {
  const copy = new starts.constructor(count * times + 1);
  for (let at = 0; at < times; at++)
    for (let one = 0; one < count; one++) copy[at * count + one] = at * entries + starts[one];
  copy[count * times] = times * entries;
  return copy;
}
