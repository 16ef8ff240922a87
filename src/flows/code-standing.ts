import type { Instant } from "../base/time.ts";
import { CODE_DEAD_AFTER } from "../methods/code/code.ts";
import { maskEmail } from "../methods/email-code/address.ts";
import { maskNumber } from "../methods/sms-code/number.ts";
import type { CodeRecord } from "../store/records.ts";
import type { FlowDeps } from "./deps.ts";
import type { LoadedAttempt } from "./load.ts";
import { type CodeStep, sealStep } from "./sealing.ts";
import { methodOf } from "./verify-code.ts";
import type { CodeStepView } from "./view.ts";

/** How the code of an attempt stands, for the page that asks for it. */
export interface CodeStanding {
  /** Masked. */
  readonly sentTo: string;
  /** Whether one was sent in this attempt, to what the step is about. */
  readonly wasSent: boolean;
  /** Null where none can be answered any more: another one has to be sent. */
  readonly open: CodeStepView | null;
}

/** @param purpose - of the step that the page shows */
export async function codeStanding(
  deps: FlowDeps,
  loaded: LoadedAttempt,
  purpose: CodeStep["purpose"],
  now: Instant,
): Promise<CodeStanding> {
  const latest = await deps.store.latestCode(loaded.record.id);
  // A code that was sent for another step of the attempt says nothing of this one.
  const isOf = (address: string) => address.startsWith("+") === purpose.startsWith("sms-code");
  const code = latest !== undefined && isOf(latest.address) ? latest : undefined;
  const answerable =
    code !== undefined &&
    code.usedAt === null &&
    code.tries < CODE_DEAD_AFTER &&
    now < code.expiresAt;
  return {
    wasSent: code !== undefined,
    sentTo: masked(code?.address ?? loaded.record.identifier ?? ""),
    open: answerable ? codeStepView(deps, loaded, code, purpose) : null,
  };
}

/** The step of a code that was sent: sealing it again gives the page that was reloaded its step. */
export function codeStepView(
  deps: FlowDeps,
  { record }: LoadedAttempt,
  code: CodeRecord,
  purpose: CodeStep["purpose"],
): CodeStepView {
  const { id, expiresAt } = code;
  const step = { purpose, step: id, attempt: record.id, expiresAt };
  return {
    step: sealStep(deps.keys, record.browser, step),
    method: methodOf(purpose),
    ceremony: purpose.endsWith(":enrol") ? "enrol" : "prove",
    sentTo: masked(code.address),
    expiresAt,
  };
}

function masked(address: string): string {
  return address.startsWith("+") ? maskNumber(address) : maskEmail(address);
}
