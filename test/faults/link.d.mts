export const troubles: string[];
export class Link {
  constructor(name: string, random: { between(lowest: number, highest: number): number }, target: () => number);
  readonly port: number;
  listen(): Promise<void>;
  set(mode: 'open' | 'latency' | 'reset' | 'slicing' | 'blackhole' | 'refused' | 'half-open'): Promise<void>;
  close(): Promise<void>;
}
