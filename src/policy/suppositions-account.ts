import { grade } from "../assurance/assess.ts";
import type { Proof } from "../assurance/assurance.ts";
import type { Evidence } from "../evidence/evidence.ts";
import { supposeProof } from "../evidence/suppose.ts";
import type { AccountView, CredentialView } from "./requirement.ts";
import { ONLY_ID, supposedProof, type Supposing } from "./suppositions-evidence.ts";
import { recordOf, supposedEnrolment } from "./suppositions-passkey.ts";
import type { SupposedHolding, SupposedPiece, Suppositions } from "./suppositions-schema.ts";
import { SOMEBODY } from "./suppositions-world.ts";

/**
 * The account that somebody supposes. It has what he says that it has, and what was shown of it: one
 * cannot prove what the account does not have.
 */
export function supposedAccount(
  account: NonNullable<Suppositions["account"]>,
  evidence: readonly Evidence[],
  supposing: Supposing,
): AccountView {
  const credentials = (account.has ?? []).map((one, index) =>
    supposedHolding(one, index, supposing),
  );
  const said: AccountView = {
    id: SOMEBODY,
    state: account.state ?? "active",
    groups: account.groups ?? [],
    credentials,
    channels: account.channels ?? 1,
    everHad: account.everHad ?? credentials.map(({ method }) => method),
  };
  const shown = withShown(
    said,
    evidence.flatMap((piece) => heldBy(piece, supposing)),
  );
  return account.everHad === undefined ? shown : { ...shown, everHad: account.everHad };
}

/** The same account, with what was shown of it: it was had. */
export function withShown(account: AccountView, shown: readonly CredentialView[]): AccountView {
  const all = [...shown, ...account.credentials];
  return {
    ...account,
    credentials: [...new Map(all.map((one) => [one.id, one])).values()],
    everHad: [...new Set([...account.everHad, ...shown.map(({ method }) => method)])],
  };
}

/** What an account keeps that somebody proved just now. */
export function heldBy(piece: Evidence, supposing: Supposing): readonly CredentialView[] {
  if (!("ceremony" in piece) || piece.ceremony !== "prove") return [];
  switch (piece.kind) {
    case "passkey":
      return [view(piece.credential, atBest(piece.enrolment, piece, supposing))];
    case "totp":
    case "recovery-code":
      return [view(piece.credential, grade(piece, supposing.known, supposing.now))];
    case "password":
    case "sms-code":
      return [
        view(ONLY_ID[piece.kind] ?? piece.kind, grade(piece, supposing.known, supposing.now)),
      ];
    case "email-code":
    case "magic-link":
    case "external":
      return [];
  }
}

function supposedHolding(
  one: SupposedHolding,
  index: number,
  supposing: Supposing,
): CredentialView {
  const id = holdingId(one, index);
  if (one.method === "passkey") {
    const { known, now } = supposing;
    const created = supposedEnrolment(one, known, { credential: id, at: now, now });
    return view(id, atBest(created, recordOf(one, now), supposing), one.state);
  }
  const { method, resetBy, keptIn, number } = one;
  const piece = { prove: method, resetBy, keptIn, number };
  const proof = supposedProof(piece, id, supposing.now, supposing);
  return view(id, grade(proof, supposing.known, supposing.now), one.state);
}

/** The id that a piece of evidence names it by. */
export function holdingId({ id, method }: SupposedHolding, index: number): string {
  return id ?? ONLY_ID[method] ?? `kept-${index + 1}`;
}

/** The holding that a piece is a proof of. */
export function holdingOf(piece: SupposedPiece, input: Suppositions): SupposedHolding | undefined {
  if (piece.prove === undefined) return undefined;
  const id = piece.credential ?? ONLY_ID[piece.prove];
  return (input.account?.has ?? []).find(
    (one, index) => one.method === piece.prove && holdingId(one, index) === id,
  );
}

function atBest(
  enrolment: Parameters<typeof supposeProof>[0],
  traits: Parameters<typeof supposeProof>[1],
  { known, now }: Supposing,
): Proof {
  return grade(supposeProof(enrolment, traits, now), known, now);
}

function view(id: string, best: Proof, state: CredentialView["state"] = "active"): CredentialView {
  return { id, method: best.method, state, best };
}
