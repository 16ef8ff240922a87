import type { Instant } from "../base/time.ts";
import type { StepView } from "../flows/view.ts";
import type { Problem } from "../words/error-text.ts";
import type { ReasonTextCode } from "../words/reason-text.ts";
import type { Doing } from "../flows/doable.ts";
import { actionGroupOf, doingOf } from "./action-group.ts";
import type { PageContext } from "./context.ts";
import { localPath } from "./local-path.ts";
import { PATHS } from "./paths.ts";

type Ceremony = StepView["ceremony"];

/** An attempt that is not over, or has ended without an effect, as its page shows it. */
export interface AttemptModel {
  readonly context: PageContext;
  /** As it stands in the URL. */
  readonly id: string;
  /** The action's name, such as `sign-up` or `remove:passkey`. */
  readonly action: string;
  readonly returnTo: string | null;
  readonly step: AttemptStep;
  /** What else could be shown instead. */
  readonly others: readonly OtherWay[];
  /** What of the account's own it is about; null: of nothing that it has, or has any more. */
  readonly target: Target | null;
}

export interface Target {
  /** In the middle of a sentence. */
  readonly what: string;
  /** Of what is removed or suspended: how its owner signs in afterwards, each enough. */
  readonly left: readonly string[];
}

export type AttemptStep =
  | CodeStep
  | SecretStep
  | NumberStep
  | KeptStep
  | EnrolStep
  | ProveStep
  | WaitingStep
  | RefusedStep
  | ExpiredStep;

/** Another way to do what is asked for. */
export interface OtherWay {
  /** A link that an operator hands over is no way of the page: it is opened. */
  readonly method: Exclude<StepView["method"], "external">;
  readonly ceremony: Ceremony;
}

/** Something that the person knows or reads off; or something new, shown and typed back. */
export interface SecretStep {
  readonly kind: "secret";
  readonly method: "password" | "totp" | "recovery-code";
  readonly ceremony: Ceremony;
  /** Sealed. */
  readonly step: string;
  /** For password managers; null where it is not known yet. */
  readonly identifier: string | null;
  readonly leastCharacters: number | null;
  readonly seed: { readonly secret: string; readonly uri: string; readonly qr: string } | null;
  readonly codes: readonly string[];
  readonly problem: Problem | null;
}

/** Where the seed of a one-time password will live is asked before there is one. */
export interface KeptStep {
  readonly kind: "kept";
}

/** A telephone number that the account is to have. */
export interface NumberStep {
  readonly kind: "number";
  readonly problem: Problem | null;
}

/** A code was sent to an address or a number and is to be entered. */
export interface CodeStep {
  readonly kind: "code";
  readonly method: "email-code" | "sms-code" | "magic-link";
  readonly ceremony: Ceremony;
  /** Whether one was sent already; else it is asked for first. */
  readonly wasSent: boolean;
  /** Masked. */
  readonly sentTo: string;
  /** Null where no code can be answered any more: another one has to be sent. */
  readonly code: { readonly step: string; readonly expiresAt: Instant } | null;
  readonly now: Instant;
  /** How long the script holds back the next message; the server has limits of its own. */
  readonly resendAfterSeconds: number;
  readonly problem: Problem | null;
}

/** What both passkey steps say beside their button. */
interface PasskeyStep {
  /** Why what was shown already is not enough; empty where nothing was. */
  readonly shortfalls: readonly ReasonTextCode[];
  /** A key without PIN and fingerprint reader can be a step here. */
  readonly takesUnverified: boolean;
}

export interface EnrolStep extends PasskeyStep {
  readonly kind: "enrol-passkey";
}

export interface ProveStep extends PasskeyStep {
  readonly kind: "prove-passkey";
}

/** Nothing is left but time. */
export interface WaitingStep {
  readonly kind: "waiting";
  readonly until: Instant;
  readonly now: Instant;
}

export interface RefusedStep {
  readonly kind: "refused";
  readonly reasons: readonly ReasonTextCode[];
}

export interface ExpiredStep {
  readonly kind: "expired";
}

/** Why the account page says something on top, by the query parameter `notice`. */
export const ACCOUNT_NOTICES = [
  "signed-up",
  "passkey-added",
  "passkey-removed",
  "renamed",
  "suspended",
  "lifted",
  "removed",
  "codes-made",
  "email-changed",
  "changed",
] as const;

export type AccountNotice = (typeof ACCOUNT_NOTICES)[number];

/** Where the script goes when the attempt is allowed. */
export function nextOf({ action, returnTo }: AttemptModel): string {
  const next = localPath(returnTo);
  if (next !== undefined) return next;
  if (action === "recover") return PATHS.recovered;
  const notice = noticeOf(action);
  return notice === null ? PATHS.account : `${PATHS.account}?notice=${notice}`;
}

function noticeOf(action: string): AccountNotice | null {
  switch (action) {
    case "sign-up":
      return "signed-up";
    case "sign-in":
      return null;
    case "enrol:passkey":
      return "passkey-added";
    case "remove:passkey":
      return "passkey-removed";
    case "enrol:recovery-code":
    case "regenerate:recovery-code":
      return "codes-made";
    case "change:email":
      return "email-changed";
    default: {
      const doing = doingOf(action);
      if (doing !== null) return DONE[doing];
      return /^(?:enrol|change):/.test(action) ? "changed" : null;
    }
  }
}

const DONE = {
  rename: "renamed",
  suspend: "suspended",
  lift: "lifted",
  remove: "removed",
} as const satisfies Readonly<Record<Doing, AccountNotice>>;

/** Where an attempt like this one begins. */
export function beginningOf({ action }: AttemptModel): string {
  const group = actionGroupOf(action);
  if (group === "sign-up") return PATHS.signUp;
  if (group === "recover") return PATHS.recover;
  return group === "sign-in" ? PATHS.signIn : PATHS.account;
}
