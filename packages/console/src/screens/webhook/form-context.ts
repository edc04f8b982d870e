import type { WebhookView } from "@countersign/wire";
import { createContext, useContext } from "react";
import type { TriedDraft } from "./calls.ts";
import type { Draft, FieldName } from "./draft.ts";

/** The form as its fields see it. */
export interface WebhookFormState {
  projectId: string;
  /** The webhook as it is saved; null for a new one. */
  view: WebhookView | null;
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  /** The form as it is now, for the calls that try it without saving. */
  tried: TriedDraft;
  /** What the service found wrong with a field, until the field is changed. */
  errorOf: (field: FieldName) => string | null;
  /** The project's other webhooks. */
  others: readonly WebhookView[];
}

const FormContext = createContext<WebhookFormState | null>(null);
export const WebhookFormProvider = FormContext.Provider;

export function useWebhookForm(): WebhookFormState {
  const form = useContext(FormContext);
  if (form === null) throw new Error("there is no form around this field");
  return form;
}
