import { SaxesParser } from 'saxes';
import { FileProblem } from './file-problem.js';
import { limits } from './limits.js';

export interface XmlElement {
  /** Without its prefix. */
  name: string;
  /** The namespace, where the reader asked for namespaces; else empty. */
  namespace: string;
  /** By name without prefix. */
  attribute(name: string): string | undefined;
}

export interface XmlReader {
  open(element: XmlElement): void;
  close(name: string): void;
  /** Character data, in one or several pieces. */
  text(text: string): void;
}

const doctype = '<!DOCTYPE';

/**
 * XML in pieces to a reader. No DOCTYPE, so there are no entities but the five of XML and numbers; depth and the length of each mark and text
 * are limited. What is not well-formed ends the reading.
 */
export class XmlPieces {
  private readonly parser: SaxesParser<{ xmlns: boolean; position: false }>;
  private depth = 0;
  private opened = false;
  private beginning = '';
  private sinceMark = 0;

  constructor(reader: XmlReader, namespaces: boolean) {
    const parser = new SaxesParser<{ xmlns: boolean; position: false }>({ xmlns: namespaces, position: false });
    this.parser = parser;
    parser.on('error', () => {
      throw new FileProblem('file.xml_malformed', { line: parser.line });
    });
    parser.on('doctype', () => {
      throw new FileProblem('file.doctype');
    });
    parser.on('opentag', (tag) => {
      this.opened = true;
      this.sinceMark = 0;
      if (++this.depth > limits.xmlDepth) {
        throw new FileProblem('file.xml_too_deep', { limit: limits.xmlDepth, line: parser.line });
      }
      reader.open(namespaces ? namespaced(tag as NamespacedTag) : plain(tag as PlainTag));
    });
    parser.on('closetag', (tag) => {
      this.sinceMark = 0;
      this.depth--;
      reader.close(localName(tag.name));
    });
    parser.on('text', (text) => {
      this.sinceMark = 0;
      reader.text(text);
    });
    parser.on('cdata', (text) => {
      this.sinceMark = 0;
      reader.text(text);
    });
  }

  /** Where reading has come to, from 1: behind the mark that the reader is told of. */
  get line(): number {
    return this.parser.line;
  }

  /** From 1, in characters. */
  get column(): number {
    return this.parser.column + 1;
  }

  /** @throws FileProblem */
  write(piece: string): void {
    // The parser would tell of a DOCTYPE only at its end, having held all of it.
    if (!this.opened) this.refuseDoctype(piece);
    this.sinceMark += piece.length;
    this.parser.write(piece);
    if (this.sinceMark > limits.xmlToken) {
      throw new FileProblem('file.xml_token_too_long', { limit: limits.xmlToken, line: this.parser.line });
    }
  }

  close(): void {
    this.parser.close();
  }

  private refuseDoctype(piece: string): void {
    const seen = this.beginning + piece;
    if (seen.includes(doctype)) throw new FileProblem('file.doctype');
    this.beginning = seen.slice(-doctype.length);
  }
}

interface PlainTag {
  name: string;
  attributes: Record<string, string>;
}

interface NamespacedTag {
  local: string;
  uri: string;
  attributes: Record<string, { local: string; value: string }>;
}

const localName = (name: string) => name.slice(name.indexOf(':') + 1);

function plain({ name, attributes }: PlainTag): XmlElement {
  return {
    name: localName(name),
    namespace: '',
    attribute(wanted) {
      if (Object.hasOwn(attributes, wanted)) return attributes[wanted];
      const prefixed = Object.keys(attributes).find((key) => key.includes(':') && localName(key) === wanted);
      return prefixed === undefined ? undefined : attributes[prefixed];
    },
  };
}

function namespaced({ local, uri, attributes }: NamespacedTag): XmlElement {
  return {
    name: local,
    namespace: uri,
    attribute: (wanted) => Object.values(attributes).find((one) => one.local === wanted)?.value,
  };
}
