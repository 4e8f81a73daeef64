import { describe, expect, it } from '@jest/globals';
import { namePreview } from './name-preview.js';

describe('the preview of names in one cell', () => {
  it('shows the parts of a name, with titles and words about what happened beside them', () => {
    const [{ names }] = namePreview(['الشهيد محمد خالد أثرتست']);
    expect(names).toMatchObject([{ script: 'Arab', given: 'محمد', fate_words: ['الشهيد'] }]);
  });

  it('divides by script and by brackets', () => {
    const [both, alias] = namePreview(['محمد أثرتست Mohammad Athartest', 'خالد أثرتست (أبو أحمد)']);
    expect(both.names.map(({ script }) => script)).toEqual(['Arab', 'Latn']);
    expect(alias.names.map(({ as_written }) => as_written)).toEqual(['خالد أثرتست', 'أبو أحمد']);
  });

  it('shows nobody for a cell that names nobody, and the first twenty cells only', () => {
    expect(namePreview(['-', 'مجهول الهوية']).map(({ names }) => names)).toEqual([[], []]);
    expect(namePreview(Array(30).fill('Samer Athartest'))).toHaveLength(20);
  });
});
