import { describe, expect, it } from '@jest/globals';
import { shownAgreement } from './reviewer-agreement.js';

describe('R22: agreement between reviewers', () => {
  it('is shown to two places when many pairs were judged twice', () => {
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    expect(shownAgreement(table)).toEqual({ pairs: 200, agreed: 0.7, kappa: 0.49 });
  });

  it('is not shown of few pairs, nor while one to four of them stand out', () => {
    const hidden = { agreed: null, kappa: null };
    expect(
      shownAgreement([
        [2, 1, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toEqual({ pairs: '<5', ...hidden });
    expect(
      shownAgreement([
        [10, 9, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toEqual({ pairs: 19, ...hidden });
    expect(
      shownAgreement([
        [40, 3, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toEqual({ pairs: 43, ...hidden });
    expect(
      shownAgreement([
        [3, 40, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toEqual({ pairs: 43, ...hidden });
    expect(
      shownAgreement([
        [40, 5, 0],
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toMatchObject({ pairs: 45, agreed: 0.89, kappa: 0 });
  });
});
