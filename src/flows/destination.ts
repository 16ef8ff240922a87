import { fail, ok, type Result } from "../base/result.ts";
import { parseEmail } from "../methods/email-code/address.ts";
import { parseNumber } from "../methods/sms-code/number.ts";
import type { FlowCode } from "./codes.ts";
import type { CodeStep } from "./sealing.ts";
import { secretOf, type StepContext } from "./step-context.ts";

/** Where a code goes. */
export interface Destination {
  readonly channel: "email" | "sms";
  readonly address: string;
  /** What is compared; of a number, the number. */
  readonly normalised: string;
}

/** To what the account has, or to what it is to have: the attempt's own target, never another. */
export async function destinationOf(
  context: StepContext,
  purpose: CodeStep["purpose"],
  number: string | undefined,
): Promise<Result<Destination, FlowCode>> {
  const { record } = context.loaded;
  switch (purpose) {
    case "email-code:prove":
    case "magic-link:prove":
      return addressOf(context);
    case "email-code:enrol":
      return mailTo(record.params["address"] ?? "");
    case "sms-code:prove": {
      // A text message costs money and says that there is an account: not before one is known.
      const secret = await secretOf(context, record.account, "sms-code");
      return secret === undefined
        ? fail("method_not_offered")
        : ok({ channel: "sms", ...same(secret.body.number) });
    }
    case "sms-code:enrol": {
      const parsed = parseNumber(number ?? (await numberBefore(context)));
      return parsed === undefined
        ? fail("number_malformed")
        : ok({ channel: "sms", ...same(parsed) });
    }
  }
}

/** The address of the account where one is known; else the one that was typed. */
async function addressOf({ deps, loaded }: StepContext): Promise<Result<Destination, FlowCode>> {
  const { record, sealed } = loaded;
  if (record.account === null || sealed.newcomer !== null) return mailTo(record.identifier ?? "");
  const [address] = await deps.store.addressesOf(record.account);
  if (address === undefined) return fail("method_not_offered");
  return ok({ channel: "email", address: address.address, normalised: address.normalised });
}

function mailTo(text: string): Result<Destination, FlowCode> {
  const email = parseEmail(text);
  return email === undefined ? fail("method_not_offered") : ok({ channel: "email", ...email });
}

/** Whoever has a new code sent to a number has typed it already, in this attempt. */
async function numberBefore({ deps, loaded }: StepContext): Promise<string> {
  return (await deps.store.latestCode(loaded.record.id))?.address ?? "";
}

function same(number: string) {
  return { address: number, normalised: number };
}
