import type { ValueDictionary } from './column-data.js';

/** Distinct texts that are given ids as they come. */
export class GrowingTexts implements ValueDictionary {
  private readonly texts: string[] = [];
  private readonly ids = new Map<string, number>();

  get count(): number {
    return this.texts.length;
  }

  text(id: number): string {
    return this.texts[id]!;
  }

  /** Id of the text, a new one if it was never seen. */
  idOf(text: string): number {
    let id = this.ids.get(text);
    if (id === undefined) {
      id = this.texts.length;
      this.texts.push(text);
      this.ids.set(text, id);
    }
    return id;
  }
}
