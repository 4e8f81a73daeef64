import { FileProblem } from './file-problem.js';
import { limits, megabytes } from './limits.js';
import { readPart } from './part-xml.js';
import { ItemText } from './sheet-text.js';
import type { ZipArchive } from './zip-archive.js';

/** The texts that the cells of a workbook share. They are held packed, outside of the heap: a register of 100,000 rows has half a million. */
export class SharedTexts {
  private bytes = Buffer.alloc(0);
  private ends = new Uint32Array(1_024);
  private count = 0;
  private used = 0;

  static async read(archive: ZipArchive, part: string): Promise<SharedTexts> {
    const texts = new SharedTexts();
    const item = new ItemText();
    await readPart(archive, part, {
      open: (element) => item.open(element),
      text: (text) => item.add(text),
      close: (name) => {
        item.close(name);
        if (name === 'si') texts.add(item.take());
      },
    });
    return texts;
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.count) return undefined;
    return this.bytes.toString('utf8', index === 0 ? 0 : this.ends[index - 1], this.ends[index]);
  }

  private add(text: string): void {
    const size = Buffer.byteLength(text);
    if (this.used + size > limits.sharedTextBytes || this.count >= limits.sharedTexts) {
      throw new FileProblem('file.too_much_text', { limit: megabytes(limits.sharedTextBytes) });
    }
    if (this.used + size > this.bytes.length) this.bytes = grown(this.bytes, this.used + size);
    if (this.count === this.ends.length) {
      const more = new Uint32Array(this.ends.length * 2);
      more.set(this.ends);
      this.ends = more;
    }
    this.used += this.bytes.write(text, this.used, 'utf8');
    this.ends[this.count++] = this.used;
  }
}

function grown(bytes: Buffer, atLeast: number): Buffer<ArrayBuffer> {
  const more = Buffer.alloc(Math.max(atLeast, Math.ceil(bytes.length * 1.5), 65_536));
  bytes.copy(more);
  return more;
}
