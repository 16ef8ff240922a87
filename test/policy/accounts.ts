import { grade } from "../../src/assurance/assess.ts";
import { gradePasskey } from "../../src/assurance/grade-passkey.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import type { Evidence, Showing } from "../../src/evidence/evidence.ts";
import { supposeProof } from "../../src/evidence/suppose.ts";
import type { AccountView, CredentialView } from "../../src/policy/requirement.ts";
import { ANN, enrolment, NOW, type Traits } from "./evidence.ts";
import { KNOWLEDGE, PASSKEYS, type PasskeyName } from "./knowledge.ts";
import { password, savedCode, sms, totp } from "./others.ts";

/** Accounts as the flows see them: every credential at its best. */

export interface Held {
  readonly kind: PasskeyName;
  readonly id?: string;
  readonly suspended?: boolean;
  readonly traits?: Traits;
}

export function passkeyView(held: Held, knowledge: Knowledge = KNOWLEDGE): CredentialView {
  const { kind, id = "one", suspended = false, traits = {} } = held;
  const created = enrolment({ ...PASSKEYS[kind], ...traits, credential: id });
  const { uvInitialized = true, settlesAt = null } = traits;
  const best = gradePasskey(
    supposeProof(created, { uvInitialized, settlesAt }, NOW),
    knowledge,
    NOW,
  );
  return { id, method: "passkey", state: suspended ? "suspended" : "active", best };
}

export function secretView(evidence: Showing, suspended = false): CredentialView {
  const id = "credential" in evidence ? evidence.credential : evidence.kind;
  return {
    id,
    method: evidence.kind,
    state: suspended ? "suspended" : "active",
    best: grade(evidence, KNOWLEDGE, NOW),
  };
}

export const SECRETS = {
  password: () => secretView(password()),
  totp: () => secretView(totp()),
  "sms-code": () => secretView(sms()),
  "recovery-code": () => secretView(savedCode()),
} as const;

export interface Holding extends Partial<AccountView> {
  readonly passkeys?: readonly (Held | PasskeyName)[];
  readonly secrets?: readonly (keyof typeof SECRETS)[];
  readonly knowledge?: Knowledge;
}

/** An account that has these; its high-water mark is what it has, unless it is said. */
export function account(holding: Holding = {}): AccountView {
  const { passkeys = [], secrets = [], knowledge = KNOWLEDGE, ...rest } = holding;
  const credentials = rest.credentials ?? [
    ...passkeys.map((held, index) => {
      const id = ["one", "two", "three"][index] ?? `key-${index}`;
      const whole = typeof held === "string" ? { kind: held } : held;
      return passkeyView({ id, ...whole }, knowledge);
    }),
    ...secrets.map((name) => SECRETS[name]()),
  ];
  return {
    id: ANN,
    state: "active",
    groups: [],
    channels: 1,
    everHad: [...new Set(credentials.map(({ method }) => method))],
    ...rest,
    credentials,
  };
}

/** An account that has what was shown of it, and nothing else. */
export function holderOf(evidence: readonly Evidence[], knowledge: Knowledge): AccountView {
  const views = evidence.filter(isHeld).map((piece) => viewOf(piece, knowledge));
  const credentials = [...new Map(views.map((view) => [view.id, view])).values()];
  return account({ everHad: [...new Set(credentials.map(({ method }) => method))], credentials });
}

type HeldEvidence = Exclude<Showing, { readonly kind: "email-code" | "magic-link" | "external" }>;

function isHeld(piece: Evidence): piece is HeldEvidence {
  return ["passkey", "password", "totp", "sms-code", "recovery-code"].includes(piece.kind)
    ? "ceremony" in piece && piece.ceremony === "prove"
    : false;
}

function viewOf(piece: HeldEvidence, knowledge: Knowledge): CredentialView {
  if (piece.kind !== "passkey" || piece.ceremony !== "prove") return secretView(piece);
  const best = gradePasskey(supposeProof(piece.enrolment, piece, NOW), knowledge, NOW);
  return { id: piece.credential, method: "passkey", state: "active", best };
}
