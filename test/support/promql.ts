/** What a query of Prometheus asks for: enough of its grammar to find metrics, the labels that are asked of them, and by what is grouped. */
export interface Asked {
  metrics: { name: string; labels: { name: string; operator: string; value: string }[] }[];
  /** Labels in by (…), without (…), on (…) and in the words around a query: {{ … }}. */
  groupedBy: string[];
}

const words = new Set([
  'by',
  'without',
  'on',
  'ignoring',
  'group_left',
  'group_right',
  'and',
  'or',
  'unless',
  'bool',
  'offset',
]);
const grouping = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)/g;

/** @throws when something stands there that is not understood, so that no metric is overlooked */
export function askedBy(query: string): Asked {
  const groupedBy: string[] = [];
  let rest = query.replace(grouping, (_all, labels: string) => {
    groupedBy.push(
      ...labels
        .split(',')
        .map((label) => label.trim())
        .filter(Boolean),
    );
    return ' ';
  });
  const metrics: Asked['metrics'] = [];
  // A name that is followed by an opening bracket is a function; a number may have a unit (5m) or an exponent (900e6).
  rest = rest.replace(
    /\b([a-zA-Z_:][\w:]*)\b(\s*\{([^}]*)\})?(\s*\()?/g,
    (_all, name: string, _braces, inside: string | undefined, bracket: string | undefined) => {
      if (bracket !== undefined || words.has(name)) return ' (';
      metrics.push({ name, labels: matchersIn(inside ?? '') });
      return ' ';
    },
  );
  const left = rest.replace(/\[\d+[smhd]\]|\d+(\.\d+)?(e\d+)?|==|!=|>=|<=|[-+*/<>(),\s]/g, '');
  if (left !== '') throw new Error(`Not understood in ${query}: ${left}`);
  return { metrics, groupedBy };
}

function matchersIn(text: string): Asked['metrics'][number]['labels'] {
  const found = [...text.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"\s*(?:,|$)/g)];
  if (
    found
      .map(([all]) => all)
      .join('')
      .replaceAll(/\s/g, '') !== text.replaceAll(/\s/g, '')
  )
    throw new Error(`Not understood: {${text}}`);
  return found.map(([, name, operator, value]) => ({ name, operator, value }));
}
