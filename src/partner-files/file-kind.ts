import { FileProblem } from './file-problem.js';
import { limits, megabytes } from './limits.js';
import type { Format } from './reading.js';
import { openWorkbook, type Workbook } from './workbook.js';
import { ZipArchive } from './zip-archive.js';

const startsWith = (head: Uint8Array, bytes: number[]) => bytes.every((byte, at) => head[at] === byte);
export const isArchive = (head: Uint8Array) =>
  startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06]);
/** Files of Office before 2007, and what a newer one is wrapped in when it has a password ([MS-CFB]). */
export const isCompoundFile = (head: Uint8Array) => startsWith(head, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

/** A workbook whose packed bytes are collected one after the other. */
export class WorkbookBytes {
  private readonly chunks: Buffer[] = [];
  private size = 0;

  /** @throws FileProblem file.too_large */
  add(chunk: Uint8Array): void {
    this.size += chunk.length;
    if (this.size > limits.workbookBytes)
      throw new FileProblem('file.too_large', { limit: megabytes(limits.workbookBytes) });
    this.chunks.push(Buffer.from(chunk));
  }

  /** @throws FileProblem */
  async open(): Promise<Workbook> {
    if (this.size === 0) throw new FileProblem('file.empty');
    const head = Buffer.concat(this.chunks.slice(0, 8)).subarray(0, 8);
    if (isCompoundFile(head)) {
      const all = Buffer.concat(this.chunks);
      throw new FileProblem(all.includes('EncryptedPackage', 0, 'utf16le') ? 'file.encrypted' : 'file.old_excel');
    }
    if (!isArchive(head)) throw new FileProblem('file.archive_damaged', { part: 'zip' });
    return openWorkbook(await ZipArchive.open(this.chunks));
  }
}

/**
 * The format of a text by how it begins; a name or a type that was sent along is never believed.
 * @throws FileProblem for what is known not to be a list
 */
export function textFormat(beginning: string): Exclude<Format, 'xlsx'> {
  const start = beginning.trimStart();
  if (start.startsWith('<')) {
    if (
      /^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)?<(!doctype\s+html|html|head|meta|table|body)\b/i.test(start.slice(0, 1_000))
    ) {
      throw new FileProblem('file.web_page');
    }
    return 'pfif';
  }
  if (/^\[\s*[{\]]/.test(start)) throw new FileProblem('file.json_array');
  if (/^\{\s*["}]/.test(start)) return 'jsonl';
  if (!isText(beginning)) throw new FileProblem('file.unknown_kind');
  return 'csv';
}

/** Pictures, PDF and programs hold control characters everywhere; a text holds a few at most. */
function isText(beginning: string): boolean {
  if (beginning.startsWith('%PDF-')) return false;
  const part = beginning.slice(0, 4_000);
  const odd = part.match(/[\u0001-\u0008\u000e-\u001f\udc80-\udcff]/g)?.length ?? 0;
  return odd * 10 <= part.length;
}
