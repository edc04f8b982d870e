import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { askPublic, type SignedIn } from "../../api/sign-in.ts";
import { signedInByCookie } from "../../session/session.ts";
import { useTexts } from "../../texts/use-texts.ts";
import { EntryPage } from "../sign-in/entry-page.tsx";
import { ProviderFailure } from "../sign-in/provider-failure.tsx";
import { texts } from "../sign-in/texts.ts";

/** Finishes signing in with the OpenID Connect provider, by the fragment that it sent the browser back with. */
export function ProviderReturn() {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const [response] = useState(() => location.hash.slice(1));
  const finish = useMutation({
    mutationFn: () => askPublic<SignedIn>("POST", "/session/provider/verify", { response }),
    onSuccess: async () => {
      signedInByCookie();
      await navigate({ to: "/", replace: true });
    },
  });
  const { mutate } = finish;
  useEffect(() => {
    // The code stays neither in the address bar nor in the history.
    history.replaceState(history.state, "", location.pathname);
    mutate();
  }, [mutate]);
  return (
    <EntryPage title={t.title}>
      {finish.error === null ? (
        <p role="status">{t.signingIn}</p>
      ) : (
        <>
          <ProviderFailure error={finish.error} />
          <p>
            <Link to="/">{t.toSignIn}</Link>
          </p>
        </>
      )}
    </EntryPage>
  );
}
