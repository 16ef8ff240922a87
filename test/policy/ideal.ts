import { grade } from "../../src/assurance/assess.ts";
import type { Knowledge } from "../../src/assurance/knowledge.ts";
import { type Instant, plusSeconds } from "../../src/base/time.ts";
import { type Evidence, mintEvidence, type Showing } from "../../src/evidence/evidence.ts";
import { ASSERTIONS } from "../../src/evidence/external.ts";
import type { Ceremony, Method } from "../../src/evidence/methods.ts";
import { suppose } from "../../src/evidence/suppose.ts";
import type { Decision, Option } from "../../src/policy/decision.ts";
import type { AccountView } from "../../src/policy/requirement.ts";
import { type Asking, ask } from "./ask.ts";
import { enrolment, NOW, type PasskeyTraits, proof } from "./evidence.ts";
import { PASSKEYS } from "./knowledge.ts";
import {
  begun,
  external,
  link,
  mail,
  newAddress,
  newNumber,
  notified,
  password,
  savedCode,
  sms,
  totp,
} from "./others.ts";

/** What a person can show at best who has all that an account has, and every mailbox of the world. */

const attestation = { format: "packed", verdict: "verified", path: ["leaf", "root"] } as const;

/** Somebody's passkeys: of each class two, attested, for those who believe nothing else. */
const GOOD: readonly PasskeyTraits[] = [
  PASSKEYS.platform,
  PASSKEYS.platform,
  PASSKEYS["FIPS key"],
  PASSKEYS["FIDO L2 key"],
  PASSKEYS.vault,
  PASSKEYS["another vault"],
  PASSKEYS["vault with a second step"],
  PASSKEYS["another vault with a second step"],
].map((traits) => ({ ...traits, attestation }));

const OTHERS = ["one", "two"];

export function idealEvidence(
  ceremony: Ceremony,
  method: Method,
  account: AccountView | null,
  at: Instant,
): readonly Evidence[] {
  if (ceremony === "enrol") return created(method, at);
  if (method === "email-code") {
    return OTHERS.map((name) => mail({ at, address: `${name}@mail.example` }));
  }
  if (method === "magic-link") {
    return OTHERS.map((name) => link({ at, address: `${name}@link.example` }));
  }
  if (method === "external") return words(at);
  if (account === null) return ofSomebody(method, at);
  return account.credentials
    .filter((one) => one.method === method && one.state === "active")
    .map(({ best }) => again(best.evidence, at));
}

/** Each said by somebody else, and an approval by two. */
function words(at: Instant): readonly Evidence[] {
  return [...ASSERTIONS, "approval" as const].map((assertion, index) =>
    external(assertion, { at, by: `somebody-${index}` }),
  );
}

/** What an account has, shown now. */
function again(best: Showing, at: Instant): Evidence {
  return mintEvidence({ ...best, at }, "seen");
}

function ofSomebody(method: Method, at: Instant): readonly Evidence[] {
  if (method === "password") return [password({ at })];
  if (method === "totp") return [totp({ at })];
  if (method === "sms-code") return [sms({ at })];
  if (method === "recovery-code") return [savedCode({ at })];
  return everyKind("somebody").map((traits) => proof({ ...traits, at }));
}

function created(method: Method, at: Instant): readonly Evidence[] {
  const ceremony = "enrol" as const;
  if (method === "passkey") return everyKind("new").map((traits) => enrolment({ ...traits, at }));
  if (method === "password") return [password({ at, ceremony })];
  if (method === "totp") return [totp({ at, ceremony, credential: "new-totp" })];
  if (method === "sms-code") return [newNumber("9", at)];
  if (method === "email-code") return [newAddress(at)];
  if (method === "recovery-code") return [savedCode({ at, ceremony, credential: "new-codes" })];
  return [];
}

function everyKind(prefix: string) {
  return GOOD.map((traits, index) => ({ ...traits, credential: `${prefix}-${index}` }));
}

export function idealFor(option: Option, account: AccountView | null, at: Instant) {
  const methods = [...new Set(option.methods)];
  return methods.flatMap((method) => idealEvidence(option.ceremony, method, account, at));
}

export interface Walk {
  readonly decision: Decision;
  readonly evidence: readonly Evidence[];
  readonly now: Instant;
}

/**
 * Follows what is asked for, until there is an answer that asks for nothing: of several options the
 * one that `choose` names, and where there is waiting, it is begun, told and waited for.
 */
export function follow(
  name: string,
  start: readonly Evidence[],
  asking: Asking & { readonly knowledge: Knowledge; readonly account: AccountView | null },
  choose: (options: readonly Option[]) => Option | undefined = ([first]) => first,
): Walk {
  let evidence = start;
  let now = asking.now ?? NOW;
  const judge = () =>
    ask(name, evidence, { ...asking, account: seenAt(asking.account, asking.knowledge, now), now });
  let decision = judge();
  for (let round = 0; round < 12; round += 1) {
    if (decision.answer === "need") {
      const option = choose(decision.options);
      if (option === undefined) break;
      evidence = [...evidence, ...idealFor(option, asking.account, now)];
    } else if (decision.answer === "wait") {
      evidence = [...evidence, begun({ at: now }), ...notices(now)];
      now = plusSeconds(now, decision.delaySeconds);
    } else break;
    decision = judge();
  }
  return { decision, evidence, now };
}

/** The account as it is viewed then: what it has at its best is as old as the view. */
export function seenAt(
  account: AccountView | null,
  knowledge: Knowledge,
  at: Instant,
): AccountView | null {
  if (account === null) return null;
  const credentials = account.credentials.map((view) => ({
    ...view,
    best: grade(suppose({ ...view.best.evidence, at }), knowledge, at),
  }));
  return { ...account, credentials };
}

function notices(at: Instant): readonly Evidence[] {
  return ["one", "two", "three"].map((name) =>
    notified({ kind: "email", address: `${name}@notices.example` }, { at }),
  );
}
