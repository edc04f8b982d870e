/** One page of the site, before it is rendered. */
export interface Page {
  /** Its address below `/docs/`, such as `guides/webhooks`; `ru/…` for Russian; `index` and `ru` are the first pages. */
  id: string;
  title: string;
  /** For search engines and link previews: plain text. */
  description: string;
  markdown: string;
}

/** Address of a page, as in links on other pages. */
export function addressOf(id: string): string {
  return id === "index" ? "/docs" : `/docs/${id}`;
}
