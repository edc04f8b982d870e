import { useNavigate } from "@tanstack/react-router";
import type { KeyCommand } from "../keys/keys.ts";
import { useTexts } from "../texts/use-texts.ts";
import { texts } from "./texts.ts";
import { useSections } from "./use-sections.ts";

/** `g d` and its like, one for each section. */
export function useGoTo(): KeyCommand[] {
  const t = useTexts(texts);
  const navigate = useNavigate();
  return useSections().map(({ id, key, path }) => ({
    keys: `g ${key}`,
    label: t.goTo(t.section[id]),
    run: () => void navigate({ to: path }),
  }));
}
