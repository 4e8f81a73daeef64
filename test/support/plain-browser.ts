import { sendRaw } from './send-raw.js';

/** A page as it came over the line. */
export interface Shown {
  /** Of the page that was asked for last, after every "see other". */
  path: string;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  html: string;
  title: string;
  heading: string;
  /** What a person reads, without marks. */
  text: string;
}

type Fields = Record<string, string>;

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#x27': "'", '#39': "'" };
const plain = (html: string) => html.replace(/&(amp|lt|gt|quot|#x27|#39);/g, (_, name) => entities[name]);
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s/>])`).exec(tag);
  return found ? plain(found[1] ?? '') : undefined;
};

/** Fields of a form as a browser would send them untouched. */
function fieldsOf(form: string): Fields {
  const fields: Fields = {};
  const put = (name: string | undefined, value: string) => {
    if (name) fields[name] ??= value;
  };
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type') ?? 'text';
    if ((type === 'radio' || type === 'checkbox') && attribute(tag, 'checked') === undefined) continue;
    put(attribute(tag, 'name'), attribute(tag, 'value') ?? '');
  }
  for (const [tag, text] of form.matchAll(/<textarea[^>]*>\n?([\s\S]*?)<\/textarea>/g))
    put(attribute(tag, 'name'), plain(text));
  for (const [tag, options] of form.matchAll(/<select[^>]*>([\s\S]*?)<\/select>/g)) {
    const chosen = [...options.matchAll(/<option[^>]*>/g)].find(([each]) => attribute(each, 'selected') !== undefined);
    put(attribute(tag, 'name'), chosen ? (attribute(chosen[0], 'value') ?? '') : '');
  }
  return fields;
}

/** A family's browser in which no script runs: keeps cookies, goes where it is sent, sends the forms of the page that it shows. */
export class PlainBrowser {
  readonly cookies = new Map<string, string>();
  /** Every address that was asked for. */
  readonly visited: string[] = [];
  /** Everything that came, for a look at what must stand nowhere in it. */
  readonly came: Shown[] = [];
  page: Shown;

  constructor(readonly url: string) {}

  /** Another window of the same browser. */
  beside(): PlainBrowser {
    const other = new PlainBrowser(this.url);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    other.page = this.page;
    return other;
  }

  open(path: string): Promise<Shown> {
    return this.ask('GET', path);
  }

  /** Sends the form of this page that goes to this address, with these fields filled in. */
  submit(action: string, filled: Fields = {}): Promise<Shown> {
    const forms = [...this.page.html.matchAll(/<form[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => form);
    const form = forms.find((each) => attribute(each, 'action') === action);
    if (!form) throw new Error(`${this.page.path} has no form to ${action}: "${this.page.heading}"`);
    return this.post(action, { ...fieldsOf(form), ...filled });
  }

  /** Sends whatever is given, from no page. */
  post(path: string, fields: Fields, headers: Record<string, string> = {}): Promise<Shown> {
    return this.ask('POST', path, new URLSearchParams(fields).toString(), headers);
  }

  private async ask(method: string, path: string, body?: string, headers: Record<string, string> = {}): Promise<Shown> {
    this.visited.push(path);
    const answer = await sendRaw(
      this.url,
      method,
      path,
      {
        'sec-fetch-site': 'same-origin',
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        ...headers,
      },
      body,
    );
    this.keep([answer.headers['set-cookie'] ?? []].flat());
    const html = answer.text;
    this.page = {
      path,
      status: answer.status,
      headers: answer.headers,
      html,
      title: plain(/<title>([^<]*)/.exec(html)?.[1] ?? ''),
      heading: plain((/<h1>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? '').replace(/<[^>]*>/g, '')),
      text: plain(html.replace(/<!--[\s\S]*?-->/g, '').replace(/<[^>]*>/g, ' ')),
    };
    this.came.push(this.page);
    const next = answer.headers.location;
    // Out of the service nobody follows.
    return answer.status === 303 && typeof next === 'string' && next.startsWith('/')
      ? this.ask('GET', next)
      : this.page;
  }

  private keep(cookies: string[]): void {
    for (const cookie of cookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (/expires=thu, 01 jan 1970/i.test(cookie)) this.cookies.delete(name);
      else if (name) this.cookies.set(name, value);
    }
  }
}
