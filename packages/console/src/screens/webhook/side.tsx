import styles from "./form.module.css";
import { SecretCard } from "./secret-card.tsx";

/** Beside the form: what would be sent, the secret, the last test. */
export function Side() {
  return (
    <div className={styles.side}>
      <SecretCard />
    </div>
  );
}
