import type { Texts } from "../texts/texts.ts";

/** Explains why the last action failed; renders nothing if it did not. */
export function Notice({ code, texts }: { code: string | null; texts: Texts }) {
  return code === null ? null : <Alert text={problemText(code, texts)} />;
}

/** Explains why the last photo was not taken. */
export function PhotoNotice({ code, texts }: { code: string | null; texts: Texts }) {
  if (code === "rate_limited") return <Alert text={texts.problems.tooManyPhotos} />;
  return <Notice code={code} texts={texts} />;
}

function Alert({ text }: { text: string }) {
  return (
    <p class="notice" role="alert">
      {text}
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
