import type { Instant } from "../../src/base/time.ts";
import type { Shown } from "./machine-stage.ts";

/**
 * What the four policies of the play ask at the least, said a second time and in few words: what is
 * allowed with less than this is a way around.
 */
export interface Question {
  readonly policy: string;
  readonly action: string;
  /** What was shown in the attempt, and where it is one in a session, in that session. */
  readonly shown: readonly Shown[];
  /** Passkeys that the account has. */
  readonly passkeys: number;
  readonly now: Instant;
}

const FRESH_SECONDS = 300;
const NEEDS_FRESH = /^(enrol|remove|lift|change|regenerate):/;

export function isEnough(question: Question): boolean {
  const { action, policy, now } = question;
  const young = question.shown.filter(({ at }) => now - at <= FRESH_SECONDS * 1000);
  const proved = (NEEDS_FRESH.test(action) ? young : question.shown).filter(
    ({ ceremony }) => ceremony === "prove",
  );
  const made = question.shown.filter(({ ceremony }) => ceremony === "enrol");
  if (action === "sign-up") return signUp(policy, proved, made);
  if (!hasMade(action, made)) return false;
  return policy === "regulated" || policy === "strict"
    ? byPasskeysAlone(question, proved)
    : balanced(question, proved);
}

function signUp(policy: string, proved: readonly Shown[], made: readonly Shown[]): boolean {
  const passkeys = made.filter(({ token }) => token.kind === "passkey");
  const channels = new Set(proved.map(({ token }) => token.ref)).size;
  if (policy === "regulated") return false;
  if (policy === "strict") return channels >= 2 && passkeys.length >= 2;
  const enough = passkeys.some(({ token }) => token.strength !== "weak") || made.length >= 2;
  return channels >= 1 && passkeys.length >= 1 && enough;
}

/** What an action creates has to have been created in its own attempt. */
function hasMade(action: string, made: readonly Shown[]): boolean {
  const [verb = "", what = ""] = action.split(":");
  const kinds: Readonly<Record<string, string>> = { email: "email-code", number: "sms-code" };
  const kind = action === "recover" ? "passkey" : (kinds[what] ?? what);
  const makes = ["enrol", "regenerate", "change", "recover"].includes(verb);
  return !makes || made.some(({ token }) => token.kind === kind);
}

function byPasskeysAlone({ policy, action, passkeys }: Question, proved: readonly Shown[]) {
  const shown = proved.filter(({ token }) => token.kind === "passkey");
  if (policy === "regulated") {
    return action !== "recover" && shown.some(({ token }) => token.strength === "attested");
  }
  if (action.startsWith("suspend:") || action.startsWith("rename:")) return shown.length > 0;
  const strong = shown.some(({ token }) => token.strength !== "weak");
  return strong && (action === "recover" || passkeys >= 2);
}

function balanced({ policy, action, passkeys, now }: Question, proved: readonly Shown[]): boolean {
  const has = (...kinds: readonly string[]) =>
    proved.some(({ token }) => kinds.includes(token.kind));
  if (action.startsWith("suspend:")) return has("passkey", "password", "totp");
  if (action.startsWith("rename:")) return has("passkey", "password");
  const shown = new Map(
    proved.flatMap(({ token }) => (token.kind === "passkey" ? [[token.ref, token] as const] : [])),
  );
  const alone = [...shown.values()].some(
    ({ strength, weakUntil }) => strength !== "weak" && weakUntil <= now,
  );
  const two = shown.size >= 2 || (shown.size === 1 && has("password", "totp", "sms-code"));
  if (alone || two) return true;
  if (policy === "migrating" && action === "sign-in" && has("password") && has("recovery-code")) {
    return true;
  }
  // As before the passkeys came: only for those who have none.
  const second = policy === "migrating" && action === "sign-in" ? ["totp", "sms-code"] : ["totp"];
  return passkeys === 0 && has("password") && has(...second);
}
