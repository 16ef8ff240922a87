import { toBase64url } from "../base/bytes.ts";
import { newId, type UserHandle } from "../base/ids.ts";
import { fail, ok, type Result } from "../base/result.ts";
import type { Instant } from "../base/time.ts";
import { randomBytes } from "../base/random.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import { type Action, beginsSession, parseAction, targetMethod } from "../policy/action.ts";
import { rulesOf } from "../policy/operator.ts";
import type { ActionParams } from "../policy/grant.ts";
import type { Caller } from "./caller.ts";
import type { FlowCode } from "./codes.ts";
import type { FlowDeps } from "./deps.ts";
import { type LoadedAttempt, unsaved } from "./load.ts";
import { type SealedAttempt, sealAttempt } from "./sealing.ts";

const MOST_NAME_CHARACTERS = 64;

export interface Beginning {
  readonly action: string;
  readonly identifier?: string | undefined;
  readonly params?: ActionParams | undefined;
}

/**
 * Begins an attempt. Writes nothing and reads nothing: until its first fact an attempt is sealed
 * in its id, so that asking costs nobody a row. Whether an address is known is not looked up.
 */
export function beginAttempt(
  deps: FlowDeps,
  caller: Caller,
  { action: name, identifier, params = {} }: Beginning,
  now: Instant,
): Result<LoadedAttempt, FlowCode> {
  const action = parseAction(name);
  if (action === undefined || rulesOf(deps.policy, action) === undefined)
    return fail("action_unknown");
  const wrongParams = checkParams(action, params);
  if (wrongParams !== null) return wrongParams;
  if (!beginsSession(action) && caller.session === null) return fail("session_required");
  if (action === "change:email" && parseEmail(params["address"] ?? "") === undefined) {
    return fail("identifier_malformed");
  }
  const address = readIdentifier(action, identifier);
  if (!address.ok) return address;
  const sealed: SealedAttempt = {
    id: newId(now),
    browser: caller.browser,
    session: beginsSession(action) ? null : (caller.session?.id ?? null),
    action,
    params,
    identifier: address.value,
    newcomer: action === "sign-up" ? { account: newId(now), userHandle: newUserHandle() } : null,
    createdAt: now,
  };
  const record = unsaved(sealed, caller);
  return ok({ id: sealAttempt(deps.keys, sealed), sealed, record, stored: false });
}

/** WebAuthn L3 section 14.6.1: 64 bytes at most, random, and nothing about the person in it. */
function newUserHandle(): UserHandle {
  return toBase64url(randomBytes(32)) as UserHandle;
}

function readIdentifier(
  action: Action,
  identifier: string | undefined,
): Result<string | null, "identifier_required" | "identifier_malformed"> {
  const text = identifier?.trim() ?? "";
  if (text === "") return action === "sign-up" ? fail("identifier_required") : ok(null);
  const email = parseEmail(text);
  return email === undefined ? fail("identifier_malformed") : ok(email.address);
}

/** An action's target is bound at its beginning; a parameter nobody knows is refused. */
function checkParams(action: Action, params: ActionParams) {
  const names = Object.keys(params);
  const asked = paramsOf(action);
  if (asked.length > 0) {
    const right = names.length === asked.length && asked.every((name) => names.includes(name));
    if (right && !isName(params["name"] ?? "")) {
      return fail("params_unknown", `a name has ${MOST_NAME_CHARACTERS} characters at most`);
    }
    return right ? null : fail("params_unknown", `${action} takes { ${asked.join(", ")} }`);
  }
  const ofTheApplication = !action.includes(":") && !beginsSession(action);
  return names.length === 0 || ofTheApplication || action.startsWith("operate:")
    ? null
    : fail("params_unknown", `${action} takes no params`);
}

/** In any script; no line of its own, since it is shown in lists and in messages. */
function isName(name: string): boolean {
  return Array.from(name.trim()).length <= MOST_NAME_CHARACTERS && !/\p{Cc}/u.test(name);
}

/** What an action is about: a credential of the account, or the address that it shall have. */
function paramsOf(action: Action): readonly string[] {
  if (action.startsWith("rename:")) return ["credential", "name"];
  if (targetMethod(action) !== null) return ["credential"];
  return action === "change:email" ? ["address"] : [];
}
