import { useEffect, useRef, useState } from "react";
import { getBlob } from "../../api/call.ts";

/**
 * Reads pictures at their addresses, each once: every reading is a look that the audit log tells. By address, the picture
 * as the browser can show it; null if it can't be read. What is not there yet is missing.
 */
export function usePictures(addresses: readonly string[]): ReadonlyMap<string, string | null> {
  const [shown, setShown] = useState<ReadonlyMap<string, string | null>>(new Map());
  const asked = useRef(new Set<string>());
  const made = useRef<string[]>([]);
  const wanted = addresses.join("\n");
  useEffect(() => {
    const urls = made.current;
    return () => {
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, []);
  useEffect(() => {
    for (const address of wanted.split("\n")) {
      if (address === "" || asked.current.has(address)) continue;
      asked.current.add(address);
      const show = (url: string | null) => setShown((before) => new Map(before).set(address, url));
      getBlob(address).then(
        (blob) => {
          const url = URL.createObjectURL(blob);
          made.current.push(url);
          show(url);
        },
        () => show(null),
      );
    }
  }, [wanted]);
  return shown;
}
