import type { Texts } from "../texts/texts.ts";

/** Sends a picture from a file instead of the camera's. */
export function FileChoice({ choose, texts }: { choose: (file: File) => void; texts: Texts }) {
  return (
    <label class="button quiet">
      {texts.capture.upload}
      <input
        type="file"
        accept="image/*"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) choose(file);
        }}
      />
    </label>
  );
}
