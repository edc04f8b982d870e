const tag = /(<\/?[a-zA-Z][^\s/>]*(?:\s+[^\s=/>]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+))?)*\s*\/?>)/;

/** The tags of an HTML text, and what is between them, in order: joined they are the text. */
export function splitTags(html: string): string[] {
  return html.split(tag);
}
