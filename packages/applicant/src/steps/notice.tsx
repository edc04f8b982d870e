import type { Texts } from "../texts/texts.ts";

/** Explains why the last action failed; renders nothing if it did not. */
export function Notice({ code, texts }: { code: string | null; texts: Texts }) {
  if (code === null) return null;
  return (
    <p class="notice" role="alert">
      {problemText(code, texts)}
    </p>
  );
}

export function problemText(code: string, texts: Texts): string {
  switch (code) {
    case "offline":
      return texts.problems.offline;
    case "image_unreadable":
      return texts.problems.picture;
    case "image_repeated":
      return texts.problems.repeated;
    case "image_too_large":
    case "body_too_large":
      return texts.problems.tooLarge;
    case "rate_limited":
      return texts.problems.tooOften;
    default:
      return texts.problems.other;
  }
}
