import type { Texts } from "../texts/texts.ts";
import { Heading } from "./heading.tsx";

/** The picture is with the people who decide. */
export function Waiting({ texts }: { texts: Texts }) {
  return (
    <>
      <div class="spinner" aria-hidden="true" />
      <Heading>{texts.waiting.heading}</Heading>
      <p role="status">{texts.waiting.body}</p>
    </>
  );
}
