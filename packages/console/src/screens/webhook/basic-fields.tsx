import { Checkbox } from "../../parts/checkbox.tsx";
import { Field } from "../../parts/field.tsx";
import { Group, Row } from "../../parts/group.tsx";
import { fromLocalInput } from "../../parts/local-time.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { EventsField } from "./events-field.tsx";
import { fieldTexts } from "./field-texts.ts";
import { modeOf } from "./flags.ts";
import { useWebhookForm } from "./form-context.ts";
import { neighboursOf } from "./neighbours.ts";
import { texts } from "./texts.ts";

/** Name, order, address, events, timeout, period: the first group of the form. */
export function BasicFields() {
  const t = useTexts(texts);
  const labels = useTexts(fieldTexts);
  const { draft, set, errorOf, view, others } = useWebhookForm();
  const mode = modeOf(draft, draft.events);
  const isGate = mode === "gate" || mode === "gate_apply";
  const waits = isGate || mode === "await" || mode === "await_keep";
  const neighbours = neighboursOf(draft, others, view?.id);
  const utc = (local: string) => {
    const iso = fromLocalInput(local);
    return iso === null ? t.hints.period : t.hints.utc(iso.slice(0, 16).replace("T", " "));
  };
  return (
    <Group legend={t.groups.basic}>
      <Row>
        <Field label={labels.name} error={errorOf("name")}>
          {(control) => (
            <input
              {...control}
              value={draft.name}
              required
              maxLength={100}
              autoComplete="off"
              onChange={({ target }) => set({ name: target.value })}
            />
          )}
        </Field>
        <Field
          label={labels.order}
          error={errorOf("order")}
          hint={
            neighbours === null
              ? t.hints.orderAlone
              : t.hints.orderBetween(neighbours.before ?? t.hints.first, neighbours.after ?? t.hints.last)
          }
        >
          {(control) => (
            <input
              {...control}
              type="number"
              step="1"
              value={draft.order}
              onChange={({ target }) => set({ order: target.value })}
            />
          )}
        </Field>
      </Row>
      <Field
        label={labels.url}
        error={errorOf("url")}
        hint={draft.kycLevel === "" ? t.hints.url : t.hints.builtIn}
      >
        {(control) => (
          <input
            {...control}
            type="url"
            inputMode="url"
            value={draft.url}
            autoComplete="off"
            spellCheck={false}
            onChange={({ target }) => set({ url: target.value })}
          />
        )}
      </Field>
      <EventsField />
      <Row>
        <Field
          label={labels.timeoutMs}
          error={errorOf("timeoutMs")}
          hint={t.hints.timeout(waits ? 2000 : 15_000)}
        >
          {(control) => (
            <input
              {...control}
              type="number"
              min="100"
              max={waits ? "10000" : "60000"}
              placeholder={String(waits ? 2000 : 15_000)}
              value={draft.timeoutMs}
              onChange={({ target }) => set({ timeoutMs: target.value })}
            />
          )}
        </Field>
        <Row>
          {(["validFrom", "validTo"] as const).map((name) => (
            <Field
              key={name}
              label={`${labels.period}: ${labels[name]}`}
              error={errorOf(name)}
              hint={name === "validTo" && isGate ? t.hints.gatePeriod : utc(draft[name])}
            >
              {(control) => (
                <input
                  {...control}
                  type="datetime-local"
                  value={draft[name]}
                  onChange={({ target }) => set({ [name]: target.value })}
                />
              )}
            </Field>
          ))}
        </Row>
      </Row>
      <Checkbox
        label={labels.active}
        hint={t.hints.active}
        checked={draft.active}
        onChange={(active) => set({ active })}
      />
    </Group>
  );
}
