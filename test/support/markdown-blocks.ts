/** A fenced block of a Markdown document. */
export interface Block {
  /** Of the opening fence, from 1. */
  line: number;
  /** The first word of the info string, such as `sh`. */
  language: string;
  /** The rest of the info string, which readers don't see: `illustration`, `refused`, `output`. */
  marks: readonly string[];
  text: string;
}

export function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { line: number; info: string; lines: string[] } | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    if (!line.startsWith("```")) open?.lines.push(line);
    else if (open === undefined) open = { line: index + 1, info: line.slice(3), lines: [] };
    else {
      const [language = "", ...marks] = open.info.split(" ");
      blocks.push({ line: open.line, language, marks, text: open.lines.join("\n") });
      open = undefined;
    }
  }
  return blocks;
}
