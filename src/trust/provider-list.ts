import * as z from "zod";
import type { ProviderFacts } from "../assurance/knowledge.ts";
import { type Aaguid, ZERO_AAGUID } from "../base/ids.ts";
import { fail, ok, type Result } from "../base/result.ts";
import { PROVIDERS, PROVIDERS_VERSION } from "./providers/all.ts";

/** What is known of passkey providers, as of one day. */
export interface ProviderList {
  /** The day of the list, `YYYY-MM-DD`; other facts are another version. */
  readonly version: string;
  readonly providers: ReadonlyMap<Aaguid, ProviderFacts>;
}

const AAGUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** No control characters, and none that turn the direction of the text that people read. */
const ONE_LINE = /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u;

const identifier = z
  .string()
  .toLowerCase()
  .regex(AAGUID, "expected an AAGUID in the 8-4-4-4-12 form")
  // It is for authenticators that do not say what they are: a record would speak of all of them.
  .refine((text) => text !== ZERO_AAGUID, "the zero AAGUID is nobody's")
  .transform((text) => text as Aaguid);

const day = z.iso.date("expected a day of the calendar as YYYY-MM-DD");
const source = z.strictObject({ date: day, source: line(300) });
const entry = z
  .strictObject({
    aaguid: identifier,
    name: line(120),
    class: z.enum(["platform", "hardware-key", "vault"]),
    uvKnownIssue: source.nullable(),
    secondStep: source.nullable(),
    stated: source,
  })
  .refine((read) => read.class === "vault" || read.secondStep === null, {
    path: ["secondStep"],
    message: "only a vault has a second step; expected null",
  });
const schema = z.strictObject({ version: day, providers: z.array(entry) });
/** The AAGUIDs of a list, whatever else is wrong with it. */
const mentioned = z.object({
  providers: z.array(z.object({ aaguid: z.string() }).catch({ aaguid: "" })),
});

/** Reads a list in the JSON shape of `docs/provider-facts.md`. All problems are named at once. */
export function parseProviderList(value: unknown): Result<ProviderList, "provider_list_invalid"> {
  const read = schema.safeParse(value);
  const problems = [...(read.error?.issues ?? []).map(problemText), ...repetitions(value)];
  if (!read.success || problems.length > 0) {
    return fail("provider_list_invalid", problems.join("\n"));
  }
  const { version, providers } = read.data;
  return ok({
    version,
    providers: new Map(providers.map(({ aaguid, ...facts }) => [aaguid, facts])),
  });
}

/** A list in the same JSON shape, so that an operator can start from the one that is shipped. */
export function providerListText({ version, providers }: ProviderList): string {
  const records = [...providers].map(([aaguid, facts]) => ({ aaguid, ...facts }));
  return `${JSON.stringify({ version, providers: records }, null, 2)}\n`;
}

const DEVELOPMENT_AAGUID = "01020304-0506-0708-0102-030405060708" as Aaguid;
const DEVELOPMENT_PROVIDER: ProviderFacts = {
  name: "Chromium virtual authenticator",
  class: "platform",
  uvKnownIssue: null,
  secondStep: null,
  stated: { date: "2026-11-24", source: "Chromium, device/fido/virtual_ctap2_device.cc" },
};

/**
 * The same list, and Chromium's virtual authenticator as a platform: for development mode and
 * nothing else, since a key in it is kept by nobody.
 */
export function withDevelopmentProvider({ version, providers }: ProviderList): ProviderList {
  return {
    version: `${version}+development`,
    // An operator's own record of it counts before ours.
    providers: new Map([[DEVELOPMENT_AAGUID, DEVELOPMENT_PROVIDER], ...providers]),
  };
}

/**
 * What comes with this version of Assay. It obeys the rules for an operator's list: a test reads it by
 * them, so that no start has to.
 */
export const SHIPPED_PROVIDERS: ProviderList = {
  version: PROVIDERS_VERSION,
  providers: new Map(PROVIDERS.map(({ aaguid, ...facts }) => [aaguid as Aaguid, facts])),
};

function line(most: number) {
  return z.string().trim().min(1).max(most).regex(ONE_LINE, "expected one line of plain text");
}

function problemText({ path, message }: z.core.$ZodIssue): string {
  const at = z.core.toDotPath(path);
  return at === "" ? message : `${at}: ${message}`;
}

function repetitions(value: unknown): readonly string[] {
  const read = mentioned.safeParse(value);
  const named = (read.data?.providers ?? []).map((each) => each.aaguid.toLowerCase());
  const first = new Map(named.map((text, at) => [text, at] as const).toReversed());
  return named.flatMap((text, at) =>
    text === "" || first.get(text) === at
      ? []
      : [`providers[${at}].aaguid: ${text} has a record already`],
  );
}
