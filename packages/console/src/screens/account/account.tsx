import type { AccountView } from "@countersign/wire";
import { Card } from "../../parts/card.tsx";
import { Note } from "../../parts/note.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Skeleton } from "../../parts/skeleton.tsx";
import { SessionsList } from "../../people/sessions-list.tsx";
import { TokensList } from "../../people/tokens-list.tsx";
import { isNobodys, useAccount } from "../../people/use-account.ts";
import { useProof } from "../../people/use-proof.tsx";
import { useTexts } from "../../texts/use-texts.ts";
import { PasskeysCard } from "./passkeys-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { PersonCard } from "./person-card.tsx";
import { PreferencesCard } from "./preferences-card.tsx";
import { texts } from "./texts.ts";
import { TotpCard } from "./totp-card.tsx";

/** Who is signed in: how they sign in, where they are, and how they want to see the console. */
export function Account() {
  const t = useTexts(texts);
  const account = useAccount();
  return (
    <Screen title={t.title}>
      {account.isPending && <Skeleton />}
      {account.error && <ProblemNote error={account.error} retry={() => void account.refetch()} />}
      {account.data && <AccountCards account={account.data} />}
    </Screen>
  );
}

function AccountCards({ account }: { account: AccountView }) {
  const t = useTexts(texts);
  const { proven, dialog } = useProof();
  // A token neither sets passwords nor makes other tokens.
  const isBrowser = account.sessionId !== null;
  if (isNobodys(account))
    return (
      <>
        <Note>{t.nobodys}</Note>
        <PreferencesCard />
      </>
    );
  return (
    <>
      {!isBrowser && <Note look="warn">{t.byToken}</Note>}
      <PersonCard key={account.version} account={account} />
      <PreferencesCard />
      {isBrowser && (
        <>
          <PasswordCard account={account} proven={proven} />
          <TotpCard account={account} proven={proven} />
          <PasskeysCard proven={proven} />
        </>
      )}
      <Card title={t.sessions}>
        <SessionsList path="/me/sessions" />
      </Card>
      <Card title={t.tokens}>
        <p>{t.tokensHint}</p>
        <TokensList path="/me/tokens" proven={isBrowser ? proven : null} />
      </Card>
      {dialog}
    </>
  );
}
