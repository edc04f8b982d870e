import type { ComponentChildren } from "preact";
import { browserKind } from "../camera/browser.ts";
import type { CameraTrouble } from "../camera/open-camera.ts";
import type { CameraTexts } from "../texts/camera/camera-texts.ts";
import { CopyLink } from "./copy-link.tsx";
import { Heading } from "./heading.tsx";

/** Why the camera does not start, how to change that in this very browser, and a button that asks again. */
export function CameraTroubleStep({
  trouble,
  retry,
  words,
  children,
}: {
  trouble: CameraTrouble;
  retry: () => void;
  words: CameraTexts;
  /** Other ways on. */
  children: ComponentChildren;
}) {
  const kind = browserKind(navigator.userAgent);
  const { heading, body } = words.trouble[trouble];
  const steps = kind === "inApp" || trouble === "blocked" ? words.allow[kind] : [];
  return (
    <>
      <Heading>{heading}</Heading>
      <p>{body}</p>
      {steps.length > 0 && (
        <ol class="steps">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      <div class="actions">
        <button type="button" class="primary" onClick={retry}>
          {words.again}
        </button>
        {(kind === "inApp" || trouble === "unsupported") && (
          <CopyLink address={location.href} words={words} />
        )}
        {children}
      </div>
    </>
  );
}
