import { instant } from "../../src/base/time.ts";
import type { AccountModel, PasskeyItem, SessionFacts } from "../../src/pages/account-model.ts";
import { renderAccount } from "../../src/pages/account.tsx";
import type { AttemptModel, AttemptStep } from "../../src/pages/attempt-model.ts";
import { renderAttempt } from "../../src/pages/attempt.tsx";
import type { PageContext } from "../../src/pages/context.ts";
import { renderProblem } from "../../src/pages/problem.tsx";
import { renderSignIn } from "../../src/pages/sign-in.tsx";
import { renderSignUp } from "../../src/pages/sign-up.tsx";
import { weakestPages } from "./weakest-models.ts";

export const NOW = instant(Date.UTC(2026, 10, 24, 10, 12));
const MINUTE = 60_000;
const DAY = 86_400_000;

/** What people and applications say of themselves: the parts of a model that pages must escape. */
export interface Said {
  readonly app: string;
  readonly email: string;
  readonly name: string;
  readonly provider: string;
  readonly id: string;
}

export const PLAIN: Said = {
  app: "Northwind Bank",
  email: "ann@example.org",
  name: "Ann's phone",
  provider: "iCloud Keychain",
  id: "v1.abc",
};

/** Every page in every state that looks different, by a name. */
export function everyPage(said: Said = PLAIN): Readonly<Record<string, string>> {
  const context = contextOf(said);
  const entry = { context, email: "", returnTo: null, problem: null, notice: null } as const;
  const signIn = { ...entry, recovers: true, hasOtherWays: true };
  const account = accountOf(said);
  return {
    "sign-in": renderSignIn({ ...signIn, returnTo: "/pay?amount=12" }),
    "sign-in-problem": renderSignIn({
      ...signIn,
      email: said.email,
      problem: { code: "identifier_malformed" },
      notice: "signed-out",
    }),
    "sign-up": renderSignUp({ context, email: said.email, returnTo: "/pay", problem: null }),
    "sign-up-problem": renderSignUp({
      context,
      email: said.email,
      returnTo: null,
      problem: { code: "identifier_malformed" },
    }),
    ...attemptPages(said),
    account: renderAccount(account),
    "account-one": renderAccount({
      ...account,
      notice: "signed-up",
      email: null,
      passkeys: [
        passkeyOf(said, {
          name: null,
          provider: null,
          backupEligible: false,
          backedUp: false,
          lastUsedAt: null,
          doings: ["rename"],
          addFirst: [["passkey"], ["password", "totp"]],
        }),
      ],
    }),
    ...weakestPages(context, account, said),
    "not-found": renderProblem({ context, problem: { code: "not_found" }, reference: null }),
    "origin-refused": renderProblem({
      context,
      problem: { code: "origin_refused" },
      reference: null,
    }),
    "too-many": renderProblem({ context, problem: { code: "too_many_messages" }, reference: null }),
    internal: renderProblem({ context, problem: { code: "internal" }, reference: said.id }),
  };
}

function attemptPages(said: Said): Readonly<Record<string, string>> {
  const page = (
    action: string,
    step: AttemptStep,
    others: AttemptModel["others"] = [],
    target: AttemptModel["target"] = null,
  ) => {
    const model: AttemptModel = {
      context: contextOf(said),
      id: said.id,
      action,
      returnTo: null,
      step,
      others,
      target,
    };
    return renderAttempt(model);
  };
  const code = {
    kind: "code",
    method: "email-code",
    ceremony: "prove",
    wasSent: true,
    sentTo: said.email,
    code: { step: said.id, expiresAt: instant(NOW + 10 * MINUTE) },
    now: NOW,
    resendAfterSeconds: 30,
    problem: null,
  } as const;
  const secret = {
    kind: "secret",
    ceremony: "prove",
    step: said.id,
    identifier: said.email,
    leastCharacters: null,
    seed: null,
    codes: [],
    problem: null,
  } as const;
  const removal = { what: said.name, left: [said.provider, said.name] };
  return {
    code: page("sign-up", code),
    "code-wrong": page("sign-up", {
      ...code,
      resendAfterSeconds: 0,
      problem: { code: "code_wrong" },
    }),
    "code-gone": page("sign-up", { ...code, code: null }),
    "code-sms": page("sign-in", { ...code, method: "sms-code", sentTo: said.id }, [
      { method: "passkey", ceremony: "prove" },
      { method: "totp", ceremony: "prove" },
    ]),
    "code-ask": page("change:email", { ...code, wasSent: false, code: null, ceremony: "enrol" }),
    password: page("sign-in", { ...secret, method: "password" }, [
      { method: "passkey", ceremony: "prove" },
      { method: "recovery-code", ceremony: "prove" },
    ]),
    "password-wrong": page("sign-in", {
      ...secret,
      method: "password",
      problem: { code: "password_wrong" },
    }),
    "password-new": page("enrol:password", {
      ...secret,
      method: "password",
      ceremony: "enrol",
      leastCharacters: 8,
    }),
    totp: page("sign-in", { ...secret, method: "totp" }),
    "totp-new": page("enrol:totp", {
      ...secret,
      method: "totp",
      ceremony: "enrol",
      seed: { secret: said.id, uri: `otpauth://totp/${said.id}`, qr: "<svg></svg>" },
    }),
    "saved-code": page("recover", { ...secret, method: "recovery-code" }),
    "saved-codes": page("enrol:recovery-code", {
      ...secret,
      method: "recovery-code",
      ceremony: "enrol",
      codes: [said.id, said.id],
    }),
    "totp-kept": page("enrol:totp", { kind: "kept" }),
    number: page("enrol:sms-code", { kind: "number", problem: null }),
    "number-wrong": page("enrol:sms-code", {
      kind: "number",
      problem: { code: "number_malformed" },
    }),
    "enrol-first": page("sign-up", { kind: "enrol-passkey", ...FIRST }),
    "enrol-more": page("enrol:passkey", { kind: "enrol-passkey", ...FIRST }),
    "prove-sign-in": page("sign-in", { kind: "prove-passkey", ...FIRST }),
    "prove-add": page("enrol:passkey", { kind: "prove-passkey", ...FIRST }),
    "prove-remove": page("remove:passkey", { kind: "prove-passkey", ...FIRST }, [], removal),
    "prove-other": page("pay", { kind: "prove-passkey", ...FIRST }),
    "enrol-another": page("sign-up", { kind: "enrol-passkey", ...ANOTHER }),
    "prove-another": page("sign-in", { kind: "prove-passkey", ...ANOTHER }),
    refused: page("sign-in", {
      kind: "refused",
      reasons: ["user_verification_missing", "no_way_to_meet"],
    }),
    "refused-exists": page("sign-up", { kind: "refused", reasons: ["account_exists"] }),
    "refused-remove": page("remove:passkey", { kind: "refused", reasons: ["last_way_in"] }),
    expired: page("sign-up", { kind: "expired" }),
  };
}

const FIRST = { shortfalls: [], takesUnverified: false } as const;
const ANOTHER = {
  shortfalls: ["user_verification_missing", "keeper_unknown"],
  takesUnverified: true,
} as const;

export function contextOf(said: Said = PLAIN): PageContext {
  return { language: "en", app: said.app, assets: (path) => `/assets/${path}` };
}

export function accountOf(said: Said = PLAIN): AccountModel {
  return {
    passkeyOwner: { rpId: said.id, userHandle: said.id },
    ways: [
      {
        id: said.id,
        method: "sms-code",
        detail: said.id,
        stopped: null,
        codesLeft: null,
        createdAt: NOW,
        lastUsedAt: NOW,
        replacedBy: "change:number",
        doings: ["suspend", "remove"],
        addFirst: [],
      },
      {
        id: said.id,
        method: "password",
        detail: null,
        stopped: "suspended",
        codesLeft: null,
        createdAt: NOW,
        lastUsedAt: null,
        replacedBy: null,
        doings: ["lift"],
        addFirst: [["passkey"]],
      },
    ],
    addable: ["totp", "recovery-code"],
    emailChangeable: true,
    context: contextOf(said),
    email: said.email,
    now: NOW,
    notice: null,
    session: SESSION,
    passkeys: [
      passkeyOf(said, { current: true }),
      passkeyOf(said, {
        id: `${said.id}-2`,
        name: null,
        provider: "Bitwarden",
        verdict: "one-step",
        reasons: ["user_verification_known_issue"],
        lastUsedAt: instant(NOW - 9 * DAY),
      }),
      passkeyOf(said, {
        id: `${said.id}-3`,
        name: "The key in the drawer",
        provider: "YubiKey 5C NFC",
        backupEligible: false,
        backedUp: false,
        state: "suspended",
        lastUsedAt: null,
      }),
    ],
  };
}

export function passkeyOf(said: Said, different: Partial<PasskeyItem> = {}): PasskeyItem {
  return {
    id: said.id,
    name: said.name,
    provider: said.provider,
    state: "active",
    backupEligible: true,
    backedUp: true,
    verdict: "enough",
    reasons: ["user_verified"],
    createdAt: instant(NOW - 70 * DAY),
    lastUsedAt: instant(NOW - 4 * MINUTE),
    current: false,
    doings: ["rename", "suspend", "remove"],
    addFirst: [],
    ...different,
  };
}

const SESSION: SessionFacts = {
  authenticatedAt: instant(NOW - 4 * MINUTE),
  endsAt: instant(NOW + 30 * DAY),
  phishingResistant: true,
  reasons: ["user_verified"],
  policy: "balanced",
  rule: "sign-in/1",
  aal: 2,
  amr: ["pop", "user", "mfa"],
};
