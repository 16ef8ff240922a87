import { describe, expect, test } from "vitest";
import { aged } from "../../src/assurance/age.ts";
import { assess, grade } from "../../src/assurance/assess.ts";
import { rootsIfUnknown } from "../../src/assurance/grade-passkey.ts";
import { NO_KNOWLEDGE } from "../../src/assurance/knowledge.ts";
import { plusSeconds } from "../../src/base/time.ts";
import { shown } from "../policy/ask.ts";
import { NOW } from "../policy/evidence.ts";
import { AAGUIDS, KNOWLEDGE, withMetadata } from "../policy/knowledge.ts";
import { password, totp } from "../policy/others.ts";
import { used } from "./graded.ts";

const MDS = withMetadata();
const HOUR = 3600;

describe("what a session says of itself", () => {
  test("`mfa` as long as it is of AAL2, and of the rest all that was shown", () => {
    const fresh = assess([password(), totp()], MDS, NOW);
    expect(fresh.amr).toEqual(["pwd", "otp", "mfa"]);
    expect(aged(fresh, plusSeconds(NOW, 24 * HOUR)).amr).toEqual(["pwd", "otp", "mfa"]);
    expect(aged(fresh, plusSeconds(NOW, 24 * HOUR + 1)).amr).toEqual(["pwd", "otp"]);
  });

  test("`mfa` still where AAL3 became AAL2", () => {
    const old = aged(assess([shown("FIPS key")], MDS, NOW), plusSeconds(NOW, 13 * HOUR));
    expect(old.aal).toBe(2);
    expect(old.amr).toContain("mfa");
  });

  test("`phrh` of a key in hardware, whatever was shown beside it", () => {
    expect(assess([password(), shown("FIPS key")], MDS, NOW).acr).toBe("phrh");
    expect(assess([shown("FIPS key"), shown("platform")], MDS, NOW).acr).toBe("phrh");
    expect(assess([password(), shown("platform")], MDS, NOW).acr).toBe("phr");
  });

  test("by which knowledge it was graded, also where nothing is known", () => {
    expect(assess([password()], NO_KNOWLEDGE, NOW).knowledge).toBe("none");
  });
});

describe("what a proof falls to", () => {
  test("a password: to itself, and to each mailbox that resets it", () => {
    const { roots } = grade(password({ resetBy: ["a@example.org"] }), KNOWLEDGE, NOW);
    expect(roots).toEqual(["password", "mailbox:a@example.org"]);
  });

  test("a one-time password: to its seed, and to a vault unless it is said to live elsewhere", () => {
    const [elsewhere, anywhere] = [totp(), totp({ keptIn: "unknown", from: "unknown" })];
    const seed = `totp:${elsewhere.credential}`;
    expect(grade(elsewhere, KNOWLEDGE, NOW).roots).toEqual([seed]);
    expect(grade(anywhere, KNOWLEDGE, NOW).roots).toEqual([seed, "vault:?"]);
  });

  test("a passkey whose claim nobody believes: to its own loss, and to any vault", () => {
    expect(rootsIfUnknown({ credential: "one" })).toEqual(["passkey:one", "vault:?"]);
  });
});

test("an attested model that keeps its keys in software is no hardware key", () => {
  const packed = { format: "packed", verdict: "verified", path: ["leaf"] } as const;
  const software = { aaguid: AAGUIDS.software, synced: false, attestation: packed };
  expect(used("zero AAGUID", software, MDS).keeper).toBe("unknown");
});
