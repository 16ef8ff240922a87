import type { Authenticator as Kind } from "../../src/analysis/authenticators.ts";
import type { Method } from "../../src/evidence/methods.ts";
import type { Policy } from "../../src/policy/policy.ts";
import type { TermSource } from "../../src/policy/schema.ts";
import { type Cast, EMAIL, type ModelName, NUMBER, OTHER_EMAIL } from "./attacker-cast.ts";
import type { Person } from "./attacker-site.ts";

/**
 * Something that can be shown, and what defeats it, by the names of the formulas. Said here a second
 * time, of what was enrolled and not of what is graded: the analysis has its own words for it.
 */
export interface Token {
  /** The id of the credential or secret; of what is sent, where it goes. */
  readonly id: string;
  readonly method: Method;
  readonly model: ModelName | null;
  readonly term: TermSource;
  readonly falls: Kind;
  /** The same without user verification, where that takes less; null: it makes no difference. */
  readonly touched: Kind | null;
  readonly flags: { readonly vault2fa?: boolean };
}

export function tokensOf(cast: Cast, policy: Policy, person: Person): readonly Token[] {
  return [
    ...person.passkeys.map((name, index) => passkey(cast, policy, name, `k${index + 1}`)),
    ...person.secrets.map((method): Token => {
      const secret = cast.secrets.get(method);
      const id = method === "sms-code" ? NUMBER : (secret?.id ?? "");
      const kind =
        method === "totp" && person.seedIn === "unknown" ? "totp:unknown" : SECRETS[method];
      return plain(id, method, { prove: method }, kind);
    }),
    ...mailboxes(person).flatMap(([address, which]) => [
      plain(address, "email-code", { prove: "email-code" }, "email-code", which),
      // The message has a code beside the link.
      plain(address, "magic-link", { prove: "magic-link" }, "email-code", which),
    ]),
    plain(
      "enrolment-link",
      "external",
      { prove: "external", assertion: "enrolment-link" },
      "enrolment-link",
    ),
  ];
}

function mailboxes({ otherEmail }: Person): readonly (readonly [string, string])[] {
  return otherEmail
    ? [
        [EMAIL, "1"],
        [OTHER_EMAIL, "2"],
      ]
    : [[EMAIL, ""]];
}

const SECRETS = {
  password: "password",
  totp: "totp:app",
  "sms-code": "sms-code",
  "recovery-code": "recovery-code",
} as const;

function plain(id: string, method: Method, term: TermSource, kind: string, which = ""): Token {
  return { id, method, model: null, term, falls: { kind, which }, touched: null, flags: {} };
}

function passkey(cast: Cast, policy: Policy, name: ModelName, which: string): Token {
  const found = cast.passkeys.get(name);
  if (found === undefined) throw new TypeError(name);
  const believed = found.attested || policy.assumptions.honestClients;
  const kind = believed ? found.falls : "pk:unknown";
  const touched = UNVERIFIED[kind];
  const secondStep = believed && found.secondStep && policy.assumptions.vaults;
  return {
    id: found.record.id,
    method: "passkey",
    model: name,
    // Its user is verified where it can be: a class asks for that.
    term: { prove: "passkey", class: ["platform", "any"] },
    falls: { kind, which: kind.endsWith(":K") ? which : "" },
    touched:
      touched === undefined ? null : { kind: touched, which: kind.endsWith(":K") ? which : "" },
    flags: { vault2fa: secondStep },
  };
}

const UNVERIFIED: Readonly<Record<string, string>> = {
  "pk:sync": "pk:sync-no-uv",
  "pk:key-pin:K": "pk:key-no-uv:K",
};
