/** At least; length is what makes a password hard to guess. */
const minPasswordLength = 12;
const maxPasswordLength = 128;

const sequences = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890123456789",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
];

/**
 * What is wrong with a new password: too short, or easily guessed from the person, the service, a
 * repeated piece or a row of keys. Null: nothing.
 */
export function passwordProblem(
  password: string,
  person: { name: string; email: string | null },
): string | null {
  const length = [...password].length;
  if (length < minPasswordLength) return `must have at least ${minPasswordLength} characters`;
  if (length > maxPasswordLength) return `must have at most ${maxPasswordLength} characters`;
  const lower = password.toLowerCase();
  const known = ["countersign", "password", "пароль", ...wordsOf(person)];
  const rest = [...known, ...sequencePieces(lower)].reduce((text, word) => text.replaceAll(word, ""), lower);
  if (new Set(rest).size < 5) return "is too easy to guess: use several unrelated words";
  return null;
}

function wordsOf({ name, email }: { name: string; email: string | null }): string[] {
  const words = [name, ...name.split(/\s+/), email ?? "", ...(email ?? "").split(/[@.]/)];
  return words.map((word) => word.toLowerCase()).filter((word) => word.length >= 3);
}

/** Pieces of at least four characters that are adjacent keys or letters, forwards or backwards. */
function sequencePieces(text: string): string[] {
  const rows = sequences.flatMap((row) => [row, [...row].reverse().join("")]);
  const pieces: string[] = [];
  for (let start = 0; start + 4 <= text.length; start++) {
    let end = start + 4;
    if (!rows.some((row) => row.includes(text.slice(start, end)))) continue;
    while (end < text.length && rows.some((row) => row.includes(text.slice(start, end + 1)))) end++;
    pieces.push(text.slice(start, end));
  }
  return pieces.sort((one, other) => other.length - one.length);
}
