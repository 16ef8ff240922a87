/**
 * The mark: a hallmark's cartouche, a balance that is an A, and between its arms the bead of pure
 * metal that an assay leaves. `assets/mark.svg` draws the same.
 */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="32" height="32" aria-hidden="true">
      <path fill="currentColor" fill-rule="evenodd" d={MARK} />
    </svg>
  );
}

const CARTOUCHE = "M10 1h12l9 9v12l-9 9H10l-9-9V10z";
const BALANCE = "M14 7h4l6.6 18h-4L16 12.4 11.4 25h-4z";
const BEAD = "M16 18.9a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z";
const MARK = CARTOUCHE + BALANCE + BEAD;

/** How many of the two steps of a sign-in something counts as. */
export type Steps = "both" | "one" | "none";

/** What a passkey proved, as it would be struck: one bead for each of the two steps. */
export function Hallmark({ steps }: { readonly steps: Steps }) {
  const bead = (struck: boolean) => (struck ? "hallmark-bead" : "hallmark-gap");
  return (
    <svg class="hallmark" viewBox="0 0 40 32" aria-hidden="true">
      <path class="hallmark-edge" d="M9 1.5h22l7.5 7.5v14L31 30.5H9L1.5 23V9z" />
      <circle class={bead(steps !== "none")} cx="14" cy="16" r="4.5" />
      <circle class={bead(steps === "both")} cx="26" cy="16" r="4.5" />
    </svg>
  );
}
