import type { Texts } from "../texts/texts.ts";
import { Heading } from "./heading.tsx";

/** Shown while the people who decide look at the pictures. */
export function Waiting({ texts }: { texts: Texts }) {
  return (
    <>
      <div class="spinner" aria-hidden="true" />
      <Heading>{texts.waiting.heading}</Heading>
      <p role="status">{texts.waiting.body}</p>
    </>
  );
}
