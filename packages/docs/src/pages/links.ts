import path from "node:path";

const link = /(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)/g;

/**
 * Rewrites the relative links of a document: to pages, to their address on the site; to other files of the repository, to
 * their text alone, as the site has no such files. Code blocks stay as they are.
 *
 * @param file the document, relative to the repository.
 * @param addressOf the address of a file that is a page, or null.
 */
export function pageLinks(
  file: string,
  addressOf: (target: string) => string | null,
): (markdown: string) => string {
  const rewrite = (text: string) =>
    text.replaceAll(link, (whole, bang: string, label: string, target: string) => {
      if (bang !== "" || /^(?:[a-z]+:|#|\/)/.test(target)) return whole;
      const [relative = "", anchor] = target.split("#");
      const address = addressOf(path.posix.join(path.posix.dirname(file), relative));
      if (address === null) return label;
      return `[${label}](${address}${anchor === undefined ? "" : `#${anchor}`})`;
    });
  return (markdown) => outsideCode(markdown, rewrite);
}

/** Applies the function to the text between fenced blocks. */
function outsideCode(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/^(```[\s\S]*?^```$)/m)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
}
