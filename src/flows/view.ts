import type { Instant } from "../base/time.ts";
import type { Ceremony } from "../evidence/methods.ts";
import type { CreationOptionsJson, RequestOptionsJson } from "../methods/passkey/ceremony.ts";
import { evidenceSummary } from "../audit/event.ts";
import type { Option, Reason } from "../policy/decision.ts";
import type { ActionParams } from "../policy/grant.ts";
import type { AttemptState } from "../store/records.ts";

/** An attempt as its browser may see it. */
export interface AttemptView {
  /** Sealed: it says nothing to the browser, and lives in no table until the first fact. */
  readonly id: string;
  readonly action: string;
  readonly params: ActionParams;
  /** What was typed at its beginning, for the page that goes on with it. */
  readonly identifier: string | null;
  readonly state: AttemptState;
  readonly options: readonly Option[];
  /** When it can be gone on with; null unless it waits. */
  readonly waitUntil: Instant | null;
  readonly reasons: readonly ReasonView[];
  readonly expiresAt: Instant;
}

/** Why, for machines; the facts it rests on hold nothing that signs in. */
export interface ReasonView {
  readonly rule: string;
  readonly code: Reason["code"];
  readonly evidence: Readonly<Record<string, unknown>> | null;
}

export function reasonView({ rule, code, evidence }: Reason): ReasonView {
  return { rule, code, evidence: evidence === null ? null : evidenceSummary(evidence) };
}

/** A step that was begun: what the browser needs to answer it. */
export type StepView =
  | PasskeyStepView
  | CodeStepView
  | SecretStepView
  | TotpStepView
  | CodesStepView;

interface StepFacts {
  /** Sealed; handed back with the answer. */
  readonly step: string;
  readonly ceremony: Ceremony;
  readonly expiresAt: Instant;
}

export interface PasskeyStepView extends StepFacts {
  readonly method: "passkey";
  readonly publicKey: CreationOptionsJson | RequestOptionsJson;
}

export interface CodeStepView extends StepFacts {
  readonly method: "email-code" | "sms-code" | "magic-link";
  /** Masked. */
  readonly sentTo: string;
}

export interface SecretStepView extends StepFacts {
  readonly method: "password" | "totp" | "recovery-code" | "external";
  /** Of a new password, in characters; null otherwise. */
  readonly leastCharacters: number | null;
}

export interface TotpStepView extends StepFacts {
  readonly method: "totp";
  readonly ceremony: "enrol";
  /** For typing it in. */
  readonly secret: string;
  /** `otpauth://…`, for an application on the same device. */
  readonly uri: string;
  /** The same as an SVG element. */
  readonly qr: string;
}

export interface CodesStepView extends StepFacts {
  readonly method: "recovery-code";
  readonly ceremony: "enrol";
  /** Shown once. */
  readonly codes: readonly string[];
}
