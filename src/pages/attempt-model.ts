import type { Instant } from "../base/time.ts";
import type { ErrorTextCode } from "../words/error-text.ts";
import type { ReasonTextCode } from "../words/reason-text.ts";
import { type ActionGroup, actionGroupOf } from "./action-group.ts";
import type { PageContext } from "./context.ts";
import { localPath } from "./local-path.ts";
import { PATHS } from "./paths.ts";

/** An attempt that is not over, or has ended without an effect, as its page shows it. */
export interface AttemptModel {
  readonly context: PageContext;
  /** As it stands in the URL. */
  readonly id: string;
  /** The action's name, such as `sign-up` or `remove:passkey`. */
  readonly action: string;
  readonly returnTo: string | null;
  readonly step: AttemptStep;
}

export type AttemptStep = CodeStep | EnrolStep | ProveStep | RefusedStep | ExpiredStep;

/** A code was sent to an address and is to be entered. */
export interface CodeStep {
  readonly kind: "code";
  /** Masked. */
  readonly sentTo: string;
  /** Null where no code can be answered any more: another one has to be sent. */
  readonly code: { readonly step: string; readonly expiresAt: Instant } | null;
  readonly now: Instant;
  /** How long the script holds back the next message; the server has limits of its own. */
  readonly resendAfterSeconds: number;
  readonly problem: ErrorTextCode | null;
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
  /** Of a removal: what goes, and the names of what is left to sign in with. */
  readonly removal: { readonly name: string; readonly left: readonly string[] } | null;
}

export interface RefusedStep {
  readonly kind: "refused";
  readonly reasons: readonly ReasonTextCode[];
}

export interface ExpiredStep {
  readonly kind: "expired";
}

/** Why the account page says something on top, by the query parameter `notice`. */
export const ACCOUNT_NOTICES = ["signed-up", "passkey-added", "passkey-removed"] as const;

export type AccountNotice = (typeof ACCOUNT_NOTICES)[number];

/** Where the script goes when the attempt is allowed. */
export function nextOf({ action, returnTo }: AttemptModel): string {
  const next = localPath(returnTo);
  if (next !== undefined) return next;
  const notices: Readonly<Partial<Record<ActionGroup, AccountNotice>>> = {
    "sign-up": "signed-up",
    enrol: "passkey-added",
    remove: "passkey-removed",
  };
  const notice = notices[actionGroupOf(action)];
  return notice === undefined ? PATHS.account : `${PATHS.account}?notice=${notice}`;
}

/** Where an attempt like this one begins. */
export function beginningOf({ action }: AttemptModel): string {
  const group = actionGroupOf(action);
  if (group === "sign-up") return PATHS.signUp;
  return group === "sign-in" ? PATHS.signIn : PATHS.account;
}
