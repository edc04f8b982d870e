import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type TriedDraft, validateDraft } from "./calls.ts";
import type { FieldName } from "./draft.ts";
import { problemsByField } from "./problems.ts";

/** How long nobody types before the form is judged. */
const pauseMs = 600;

/** What saving would refuse, shown while the form is being filled in: for changed fields. */
export function useValidation(tried: TriedDraft, changed: readonly FieldName[]) {
  const text = JSON.stringify(tried);
  const settled = useSettled(text, pauseMs);
  const { data } = useQuery({
    queryKey: ["webhook-draft", settled],
    queryFn: ({ signal }) => validateDraft(JSON.parse(settled), signal),
    enabled: changed.length > 0 && settled === text,
    gcTime: 0,
    retry: false,
  });
  const problems = problemsByField(data?.problems ?? []);
  return (field: FieldName): string | null => (changed.includes(field) ? (problems[field] ?? null) : null);
}

/** A value once it has not changed for a while. */
export function useSettled<Value>(value: Value, afterMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
