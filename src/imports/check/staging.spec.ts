import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { StagedRow } from './staged-row.js';
import { Staging } from './staging.js';

const row = (rowNumber: number, size = 1): StagedRow => ({ rowNumber, values: [], size });

describe('rows on their way into the database', () => {
  it('are stored in order, each once, one batch at a time, while further rows are taken', async () => {
    const stored: number[] = [];
    let underWay = 0;
    let takenMeanwhile = 0;
    const staging = new Staging(40, async (before, rows) => {
      expect(++underWay).toBe(1);
      expect(before).toBe(40 + stored.length);
      await setTimeout(20);
      stored.push(...rows.map(({ rowNumber }) => rowNumber));
      underWay--;
    });
    const all = Array.from({ length: 2_345 }, (_, at) => at + 1);
    for (const number of all) {
      await staging.add(row(number));
      if (underWay > 0) takenMeanwhile++;
    }
    expect(takenMeanwhile).toBeGreaterThan(0);
    expect(await staging.end()).toBe(40 + all.length);
    expect(stored).toEqual(all);
  });

  it('go in smaller batches when they are long', async () => {
    const batches: number[] = [];
    const staging = new Staging(0, async (_, rows) => {
      batches.push(rows.length);
    });
    for (let number = 1; number <= 5; number++) await staging.add(row(number, 5 * 1024 * 1024));
    await staging.end();
    expect(batches).toEqual([2, 2, 1]);
  });

  it('stop at a batch that is refused: whoever adds more, or waits for the end, is told why, and nothing is stored behind it', async () => {
    const asked: number[] = [];
    const staging = new Staging(0, async (before) => {
      asked.push(before);
      await setTimeout(5);
      throw new Error('refused');
    });
    const addAll = async () => {
      for (let number = 1; number <= 3_000; number++) await staging.add(row(number));
    };
    await expect(addAll()).rejects.toThrow('refused');
    await expect(staging.end()).rejects.toThrow('refused');
    await staging.stop();
    expect(asked).toEqual([0]);
  });
});
