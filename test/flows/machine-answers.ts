import { instant } from "../../src/base/time.ts";
import type { CreationOptionsJson } from "../../src/methods/passkey/ceremony.ts";
import type { StepView } from "../../src/flows/view.ts";
import { newAuthenticator, type Token, tokenOf, totpAt } from "./machine-cast.ts";
import { type Answer, type PlayedStep, pick, type Stage } from "./machine-stage.ts";
import { isPasskey, ORIGIN } from "./world.ts";

/** What the two of them hand in: what they can really show, and what they make up. */

export type How = "right" | "another-account" | "wrong" | "malformed";

const STRENGTHS = ["strong", "weak", "attested", "strong"] as const;

let passwords = 0;

export function answerTo(
  stage: Stage,
  by: number,
  step: PlayedStep,
  how: How,
  choice: number,
): Answer {
  if (how === "malformed")
    return { value: pick([17, { a: 1 }, null, ["x"]], choice), token: null, step };
  const made = step.view.ceremony === "enrol" ? created(stage, by, step, choice) : null;
  const able = made ?? shown(stage, by, step, how, choice);
  if (how === "wrong" || able === null) {
    return { value: wrong(stage, by, step), token: null, step };
  }
  return { ...able, step };
}

type Able = Pick<Answer, "value" | "token"> | null;

/** With something that the browser holds: of the account that it is about, or of another one. */
function shown(stage: Stage, by: number, step: PlayedStep, how: How, choice: number): Able {
  const { method } = step.view;
  if ("sentTo" in step.view) return fromMessage(stage, by, step);
  const about = accountOf(stage, step);
  const held = (stage.held[by === 0 ? 0 : 1] ?? []).filter(
    ({ kind, account }) =>
      kind === method && (about === null || (account === about) === (how === "right")),
  );
  const token = pick(held, choice);
  return token === undefined ? null : { value: shownBy(stage, token, step, choice), token };
}

/** The account that an attempt is about: the one that is known, else the one that was named. */
export function accountOf(stage: Stage, { attempt }: Pick<PlayedStep, "attempt">) {
  if (attempt.account !== null || attempt.identifier === null) return attempt.account;
  const owner = [...stage.accounts].find(([, email]) => email === attempt.identifier);
  return owner?.[0] ?? null;
}

function fromMessage(stage: Stage, by: number, step: PlayedStep): Able {
  const { method } = step.view;
  const inbox = stage.held[by === 0 ? 0 : 1].find(
    ({ kind, text }) => (kind === "email-code" || kind === "sms-code") && text === step.sentTo,
  );
  if (inbox === undefined) return null;
  // One telephone may belong to two accounts: what it shows is of the one that is asked about.
  const account = accountOf(stage, step) ?? inbox.account;
  return { value: step.code, token: { ...inbox, account, kind: method } };
}

function shownBy({ world }: Stage, token: Token, { view }: PlayedStep, choice: number): unknown {
  const { authenticator, codes, text, ref } = token;
  if (authenticator !== undefined) {
    return authenticator.get(isPasskey(view).publicKey, { origin: ORIGIN, credential: ref });
  }
  if (codes !== undefined) return pick(codes, choice);
  return token.kind === "totp" ? totpAt(text ?? "", world.now(), (choice % 3) - 1) : text;
}

/** Something new, that is the account's once the attempt is allowed. */
function created(stage: Stage, by: number, step: PlayedStep, choice: number): Able {
  const { view, attempt } = step;
  const account = attempt.account ?? ("to come" as Token["account"]);
  const now = stage.world.now();
  switch (view.method) {
    case "passkey": {
      const options = isPasskey(view).publicKey as CreationOptionsJson;
      const strength = isRoaming(options) ? "attested" : (pick(STRENGTHS, choice) ?? "strong");
      const authenticator = newAuthenticator(strength);
      const value = authenticator.create(options, { origin: ORIGIN });
      // Unless it was asked, a client hides which model a key that roams is.
      const asked =
        options.attestation === "direct" ? strength : strength === "attested" ? "weak" : strength;
      return { value, token: tokenOf(account, "passkey", { authenticator, strength: asked }) };
    }
    case "password": {
      passwords += 1;
      const text = `a new password, number ${passwords}`;
      return { value: text, token: tokenOf(account, "password", { text }) };
    }
    case "totp": {
      const seed = seedOf(view);
      return { value: totpAt(seed, now), token: tokenOf(account, "totp", { text: seed }) };
    }
    case "recovery-code": {
      const codes = "codes" in view ? view.codes : [];
      return { value: codes[0], token: tokenOf(account, "recovery-code", { codes }) };
    }
    case "email-code":
    case "sms-code":
    case "magic-link":
      return renewed(stage, by, step);
    case "external":
      return null;
  }
}

/** An address or a number that the account is to have: the code went there. */
function renewed(stage: Stage, by: number, step: PlayedStep): Able {
  const known = fromMessage(stage, by, step);
  const token = known?.token ?? null;
  if (token === null) return null;
  const { kind, text = "" } = token;
  const account = step.attempt.account ?? token.account;
  return {
    value: step.code,
    token: tokenOf(account, kind, { text, ref: text, weakUntil: instant(0) }),
  };
}

function isRoaming({ authenticatorSelection }: CreationOptionsJson): boolean {
  return authenticatorSelection.authenticatorAttachment === "cross-platform";
}

function seedOf(view: StepView): string {
  return "secret" in view ? view.secret.replaceAll(" ", "") : "";
}

/** Of the right form, and not the answer. */
function wrong(stage: Stage, by: number, step: PlayedStep): unknown {
  const { view } = step;
  const lie = { challenge: "AAAA" };
  switch (view.method) {
    case "passkey": {
      if (view.ceremony === "enrol") {
        const options = view.publicKey as CreationOptionsJson;
        const strength = isRoaming(options) ? "attested" : "strong";
        return newAuthenticator(strength).create(options, { origin: ORIGIN, lie });
      }
      const own = stage.held[by === 0 ? 0 : 1].find(({ kind }) => kind === "passkey");
      const request = view.publicKey;
      if (own?.authenticator === undefined) return { id: "AAAA" };
      return own.authenticator.get(request, { origin: ORIGIN, credential: own.ref, lie });
    }
    case "external":
      return "a link that nobody made";
    case "password":
      return view.ceremony === "enrol" ? "short" : "none of the passwords";
    case "recovery-code":
      return "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA";
    case "totp":
    case "email-code":
    case "sms-code":
    case "magic-link":
      return otherThan(stage, step);
  }
}

/** Six digits that no code of the moment has. */
function otherThan({ world, tokens }: Stage, { code, view }: PlayedStep): string {
  const seeds = tokens.flatMap(({ kind, text }) => (kind === "totp" ? (text ?? "") : []));
  const near = [-2, -1, 0, 1, 2].flatMap((steps) =>
    [...seeds, seedOf(view)].filter(Boolean).map((seed) => totpAt(seed, world.now(), steps)),
  );
  const taken = new Set([code, ...near]);
  return ["000000", "111111", "222222", "333333"].find((one) => !taken.has(one)) ?? "444444";
}
