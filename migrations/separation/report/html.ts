import { printable } from './printable.ts';

/** Text that may stand in a page as it is. */
export type Html = { readonly html: string };

type Part = Html | string | number | readonly Part[];

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(part: Part): string {
  if (typeof part === 'object') {
    return 'html' in part ? part.html : part.map(escaped).join('');
  }
  return printable(String(part)).replace(/[&<>"']/g, (found) => ENTITIES[found] as string);
}

/** A piece of a page. Whatever is put into it is escaped, unless it is a piece itself. */
export const html = (texts: TemplateStringsArray, ...parts: Part[]): Html => ({
  html: texts.reduce((page, text, i) => page + escaped(parts[i - 1] as Part) + text),
});

/** Of our own source only: it is not escaped. */
export const verbatim = (text: string): Html => ({ html: text });
