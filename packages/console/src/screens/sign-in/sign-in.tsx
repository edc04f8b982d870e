import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import {
  askPublic,
  leaveForProvider,
  type SignedIn,
  type SignInOptions,
  signInByPasskey,
} from "../../api/sign-in.ts";
import { Button } from "../../parts/button.tsx";
import { Note } from "../../parts/note.tsx";
import { signedInByCookie, useSession } from "../../session/session.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { EntryPage } from "./entry-page.tsx";
import { PasswordForm } from "./password-form.tsx";
import { ProviderFailure } from "./provider-failure.tsx";
import { SecondFactorForm } from "./second-factor-form.tsx";
import { texts } from "./texts.ts";
import { TokenForm } from "./token-form.tsx";

/** Asks who it is: passkey, provider, password and second factor, or a token. */
export function SignIn() {
  const t = useTexts(texts);
  const session = useSession();
  const [step, setStep] = useState<string | null>(null);
  const options = useQuery({
    queryKey: ["sign-in-options"],
    queryFn: () => askPublic<SignInOptions>("GET", "/session/options"),
  });
  const proceed = ({ status, step: next }: SignedIn) => {
    if (status === "signed_in") signedInByCookie();
    else setStep(next);
  };
  const passkey = useMutation({ mutationFn: signInByPasskey, onSuccess: proceed });
  const provider = useMutation({ mutationFn: leaveForProvider });
  const signedIn = options.data?.signedIn === true && session.kind === "unknown";
  useEffect(() => {
    if (signedIn) signedInByCookie();
  }, [signedIn]);
  // Before the service has said whether this browser is signed in, a form would only flash.
  if (session.kind === "unknown" && (options.isPending || signedIn)) return null;
  return (
    <EntryPage title={t.title}>
      {session.kind === "none" && session.ended && <Note look="warn">{t.ended}</Note>}
      {options.data?.setUp === false && <Note>{t.notSetUp}</Note>}
      {step !== null ? (
        <SecondFactorForm step={step} onDone={proceed} onBack={() => setStep(null)} />
      ) : (
        <>
          {options.data?.passkeys && (
            <Button look="primary" disabled={passkey.isPending} onClick={() => passkey.mutate()}>
              {t.passkey}
            </Button>
          )}
          {passkey.error !== null && (
            <Note look="bad" live>
              {t.passkeyFailed}
            </Note>
          )}
          {options.data?.provider && (
            <Button disabled={provider.isPending} onClick={() => provider.mutate()}>
              {t.provider(options.data.provider.name)}
            </Button>
          )}
          {provider.error !== null && <ProviderFailure error={provider.error} />}
          <PasswordForm onDone={proceed} />
          <TokenForm />
        </>
      )}
    </EntryPage>
  );
}
