import { describe, expect, it } from '@jest/globals';
import { ScanTimes } from './scan-times.js';

describe('how long a scan will take', () => {
  it('is guessed before the first, and then known by the middle of recent ones', () => {
    const times = new ScanTimes();
    expect(times.expected(1_000_000)).toBe(200);
    for (const ms of [30, 20, 900, 25, 22]) times.add(1_000_000, ms);
    expect(times.expected(1_000_000)).toBeCloseTo(25, 6);
    expect(times.expected(2_000_000)).toBeCloseTo(50, 6);
  });

  it('follows a machine that became slower, and ignores scans of hardly any rows', () => {
    const times = new ScanTimes();
    for (let scan = 0; scan < 15; scan++) times.add(100_000, 3);
    for (let scan = 0; scan < 15; scan++) times.add(10, 40);
    expect(times.expected(100_000)).toBeCloseTo(3, 6);
    for (let scan = 0; scan < 15; scan++) times.add(100_000, 9);
    expect(times.expected(100_000)).toBeCloseTo(9, 6);
  });

  it('is guessed again after half a minute without a scan, so that one slow moment does not end exact searches for ever', () => {
    let now = 1_000;
    const times = new ScanTimes(() => now);
    times.add(100_000, 6_558);
    expect(times.expected(100_000)).toBe(20);
    times.add(100_000, 6_558);
    now += 29_000;
    expect(times.expected(100_000)).toBeCloseTo(6_558, 6);
    now += 2_000;
    expect(times.expected(100_000)).toBe(20);
    times.add(100_000, 3);
    expect(times.expected(100_000)).toBeCloseTo(3, 6);
  });
});
