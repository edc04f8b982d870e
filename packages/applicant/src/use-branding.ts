import type { ApplicantState } from "@countersign/wire/browser";
import { useEffect, useState } from "preact/hooks";
import type { SessionApi } from "./api.ts";

type Accent = ApplicantState["organisation"]["accent"];

/** Text on the accent, by theme: the service takes only colours that these can be read on. */
const onAccent = { light: "#ffffff", dark: "#000000" } as const;

/** Gives buttons and links the organisation's colour, in the form for the theme; null: the page's own. */
export function useAccent(accent: Accent): void {
  const [light, dark] = [accent?.light, accent?.dark];
  useEffect(() => {
    if (light === undefined || dark === undefined) return;
    const { style } = document.documentElement;
    const isDark = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      style.setProperty("--accent", isDark.matches ? dark : light);
      style.setProperty("--on-accent", isDark.matches ? onAccent.dark : onAccent.light);
    };
    apply();
    isDark.addEventListener("change", apply);
    return () => {
      isDark.removeEventListener("change", apply);
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
