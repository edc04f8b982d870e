import type { ApplicantState } from "@countersign/wire/browser";
import { useEffect, useState } from "preact/hooks";
import type { SessionApi } from "./api.ts";

type Accent = ApplicantState["organisation"]["accent"];

/** Text on the accent, by theme: the service takes only colours that these can be read on. */
const onAccent = "light-dark(#ffffff, #000000)";

/** Gives buttons and links the organisation's colour, in the form for the theme; null: the page's own. */
export function useAccent(accent: Accent): void {
  const [light, dark] = [accent?.light, accent?.dark];
  useEffect(() => {
    if (light === undefined || dark === undefined) return;
    const { style } = document.documentElement;
    style.setProperty("--accent", `light-dark(${light}, ${dark})`);
    style.setProperty("--on-accent", onAccent);
    return () => {
      style.removeProperty("--accent");
      style.removeProperty("--on-accent");
    };
  }, [light, dark]);
}

/** The address of the organisation's logo in this page's memory; null until it is loaded, and where there is none. */
export function useLogo(api: SessionApi, wanted: boolean): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let made: string | null = null;
    let gone = false;
    void api.logo().then((blob) => {
      if (blob === null || gone) return;
      made = URL.createObjectURL(blob);
      setUrl(made);
    });
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
      setUrl(null);
    };
  }, [api, wanted]);
  return url;
}
