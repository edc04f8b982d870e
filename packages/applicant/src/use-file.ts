import { useEffect, useState } from "preact/hooks";

/**
 * The address of a file in this page's memory. `missing`: it could not be loaded; null while it is loading.
 *
 * @param key another one loads it again.
 */
export function useFile(load: () => Promise<Blob | null>, key: string): string | "missing" | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    void load().then((blob) => {
      if (gone) return;
      made = blob && URL.createObjectURL(blob);
      setUrl(made ?? "missing");
    });
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [key]);
  return url;
}
