import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { post } from "../api/call.ts";
import { ApiError } from "../api/problem.ts";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { Modal } from "../parts/modal.tsx";
import { Failure } from "../screens/sign-in/failure.tsx";
import { signOut } from "../session/session.ts";
import { useTexts } from "../texts/use-texts.ts";
import { texts } from "./texts.ts";
import { useAccount } from "./use-account.ts";

interface Asked {
  proved: () => void;
  gaveUp: () => void;
}

/** Does `work`; where the service wants a proof of who is there first, asks for it and does it then. */
export type Proven = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** For what changes how somebody signs in. `dialog` belongs somewhere on the screen. */
export function useProof(): { proven: Proven; dialog: ReactNode } {
  const [asked, setAsked] = useState<Asked | null>(null);
  const proven: Proven = async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== "confirmation_required") throw error;
      await new Promise<void>((proved, reject) => setAsked({ proved, gaveUp: () => reject(error) }));
      return work();
    }
  };
  const dialog = asked && (
    <ProofDialog
      onProved={() => {
        setAsked(null);
        asked.proved();
      }}
      onClose={() => {
        setAsked(null);
        asked.gaveUp();
      }}
    />
  );
  return { proven, dialog };
}

function ProofDialog({ onProved, onClose }: { onProved: () => void; onClose: () => void }) {
  const t = useTexts(texts);
  const account = useAccount().data;
  const [password, setPassword] = useState("");
  const form = useId();
  const confirm = useMutation({
    mutationFn: () => post("/session/confirm", { password }),
    gcTime: 0,
    onSuccess: onProved,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  const hasPassword = account?.hasPassword === true;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.proof}
      actions={
        hasPassword ? (
          <Button look="primary" type="submit" form={form} disabled={confirm.isPending}>
            {t.confirm}
          </Button>
        ) : (
          <Button look="primary" onClick={() => signOut()}>
            {t.signInAgain}
          </Button>
        )
      }
    >
      <p>{hasPassword ? t.proofHint : t.proofWithoutPassword}</p>
      {hasPassword && (
        <form id={form} onSubmit={submit}>
          <Field label={t.password}>
            {(control) => (
              <input
                {...control}
                type="password"
                autoComplete="current-password"
                required
                value={password}
                onChange={({ target }) => setPassword(target.value)}
              />
            )}
          </Field>
        </form>
      )}
      {confirm.error !== null && <Failure error={confirm.error} at={confirm.submittedAt} />}
    </Modal>
  );
}
