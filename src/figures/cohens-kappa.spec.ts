import { describe, expect, it } from '@jest/globals';
import { cohensKappa } from './cohens-kappa.js';

describe('agreement between two readers', () => {
  it('is what Cohen (1960) worked out by hand for two judges and 200 people', () => {
    const table = [
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ];
    const { observed, byChance, kappa } = cohensKappa(table)!;
    expect(observed).toBeCloseTo(0.7, 10);
    expect(byChance).toBeCloseTo(0.41, 10);
    expect(kappa).toBeCloseTo(0.492, 3);
  });

  it('is the textbook value for fifty grant applications and two readers (20, 5, 10, 15)', () => {
    const table = [
      [20, 5],
      [10, 15],
    ];
    expect(cohensKappa(table)).toEqual({
      observed: 0.7,
      byChance: 0.5,
      kappa: expect.closeTo(0.4, 10),
    });
  });

  it('is the same whoever is called the first, and whatever the answers are called', () => {
    const table = [
      [9, 4, 1],
      [2, 7, 3],
      [0, 5, 6],
    ];
    const turned = table.map((_, at) => table.map((row) => row[at]));
    const renamed = [2, 0, 1].map((row) => [2, 0, 1].map((column) => table[row][column]));
    for (const same of [turned, renamed]) expect(cohensKappa(same)!.kappa).toBeCloseTo(cohensKappa(table)!.kappa!, 12);
  });

  it('is one when they always agree, zero when one of them says nothing by what he says, and unknown when neither does', () => {
    expect(
      cohensKappa([
        [5, 0],
        [0, 3],
      ])?.kappa,
    ).toBe(1);
    expect(
      cohensKappa([
        [12, 4],
        [0, 0],
      ])?.kappa,
    ).toBe(0);
    expect(
      cohensKappa([
        [7, 0],
        [0, 0],
      ]),
    ).toEqual({ observed: 1, byChance: 1, kappa: null });
    expect(
      cohensKappa([
        [0, 0],
        [0, 0],
      ]),
    ).toBeNull();
  });
});
