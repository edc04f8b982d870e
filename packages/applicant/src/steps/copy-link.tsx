import { useState } from "preact/hooks";
import type { CameraTexts } from "../texts/camera/camera-texts.ts";

/** Copies an address, for another browser or device. */
export function CopyLink({ address, words }: { address: string; words: CameraTexts }) {
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      class="quiet"
      onClick={async () => {
        await navigator.clipboard.writeText(address);
        setCopied(true);
      }}
    >
      <span role="status">{copied ? words.copied : words.copy}</span>
    </button>
  );
}
