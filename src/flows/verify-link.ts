import { fail, ok, type Result } from "../base/result.ts";
import { checkAssertion } from "../methods/external/assertion.ts";
import { externalEvidence } from "../methods/external/evidence.ts";
import type { FlowCode } from "./codes.ts";
import { hashSecret } from "./send-notice.ts";
import type { StepContext } from "./step-context.ts";
import type { Verified } from "./verified.ts";

/** Takes the link that an operator handed over: once, for its own account, while it lives. */
export async function verifyEnrolLink(
  { deps, loaded, now }: StepContext,
  response: unknown,
): Promise<Result<Verified, FlowCode>> {
  if (typeof response !== "string") return fail("response_malformed", "the token of a link");
  const link = await deps.store.linkByHash(hashSecret(response));
  if (link === undefined || link.usedAt !== null || now >= link.expiresAt) {
    return fail("link_unknown");
  }
  const { account } = loaded.record;
  if (account !== null && account !== link.account) return fail("link_unknown");
  const asserted = checkAssertion(link.assertion, link.by, link.account);
  if (!asserted.ok) return fail("link_unknown");
  return ok({
    evidence: externalEvidence(link.account, asserted.value, now),
    pending: null,
    confirm: async (tx) => ((await tx.useLink(link.hash, now)) ? null : "link_unknown"),
  });
}
