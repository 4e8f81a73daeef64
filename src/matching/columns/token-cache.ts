import type { NameToken } from '../names/types.js';

/**
 * Tokens by the ids of their spellings, as many as there is room for. When it is full, those that were not asked for since it was last full are forgotten:
 * spellings that everybody has stay, however many rare ones come past.
 */
export class TokenCache {
  private recent = new Map<number, NameToken>();
  private older = new Map<number, NameToken>();

  /** @param most tokens kept, between half of it and all; a token takes one to three kilobytes */
  constructor(private readonly most: number) {}

  get(id: number): NameToken | undefined {
    const recent = this.recent.get(id);
    if (recent) return recent;
    const older = this.older.get(id);
    if (older) this.set(id, older);
    return older;
  }

  set(id: number, token: NameToken): void {
    if (this.recent.size >= this.most / 2) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(id, token);
  }
}
