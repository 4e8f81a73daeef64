import { InvalidArgumentError } from 'commander';

export function wholeNumber(from: number, to: number) {
  return (text: string): number => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isInteger(value) || value < from || value > to)
      throw new InvalidArgumentError(`A whole number from ${from} to ${to}.`);
    return value;
  };
}

/** A number with or without decimals. */
export function numberBetween(lowest: number, highest: number) {
  return (text: string): number => {
    const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= lowest && value <= highest))
      throw new InvalidArgumentError(`A number from ${lowest} to ${highest}.`);
    return value;
  };
}
