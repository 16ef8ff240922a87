import { describe, expect, test } from "vitest";
import { parseCertificate } from "../../src/certificates/certificate.ts";
import { findTrustedPath } from "../../src/certificates/path.ts";
import {
  authority,
  basicConstraints,
  ecKey,
  type ExtensionOptions,
  LEAF,
  name,
  NOW,
  type Subject,
} from "./authority.ts";
import { context, sequence, tlv } from "./der-writer.ts";

const leafKey = ecKey();
const O_TEST: Subject = [
  ["C", "AA"],
  ["O", "Test"],
];

const directoryName = (subject: Subject) => context(4, name(subject));
const dnsName = (text: string) => tlv(0x82, Buffer.from(text));
const mailName = (text: string) => tlv(0x81, Buffer.from(text));

interface Subtrees {
  readonly permitted?: readonly Uint8Array[];
  readonly excluded?: readonly Uint8Array[];
}

function nameConstraints({ permitted = [], excluded = [] }: Subtrees): ExtensionOptions {
  const list = (tag: number, bases: readonly Uint8Array[]) =>
    bases.length === 0 ? [] : [context(tag, ...bases.map((base) => sequence(base)))];
  return {
    id: "2.5.29.30",
    critical: true,
    value: sequence(...list(0, permitted), ...list(1, excluded)),
  };
}

const alternativeName = (...names: Uint8Array[]): ExtensionOptions => ({
  id: "2.5.29.17",
  value: sequence(...names),
});

const root = authority("Root");

/** Judges a leaf under an intermediate that bears these constraints. */
function judge(
  constraints: ExtensionOptions,
  subject: Subject,
  extensions: readonly ExtensionOptions[] = [],
): string {
  const constrained = authority("Constrained", {
    parent: root,
    extensions: [basicConstraints(true), constraints],
  });
  const leaf = constrained.issue({
    publicKey: leafKey.publicKey,
    subject,
    extensions: [basicConstraints(false), ...extensions],
  });
  return judgeChain([leaf, constrained.der]);
}

function judgeChain(chain: readonly Uint8Array[]): string {
  const certificates = chain.map((der) => parseCertificate(der)).filter((each) => !!each);
  const path = findTrustedPath(certificates, [root.der], NOW);
  return path.ok ? "verified" : path.code;
}

const VIOLATED = "path_name_constraint_violated";

describe("RFC 5280 sections 4.2.1.10 and 6.1.3: name constraints", () => {
  test("permitted: inside the subtree, and outside it", () => {
    const constraints = nameConstraints({ permitted: [directoryName(O_TEST)] });
    expect(judge(constraints, LEAF)).toBe("verified");
    expect(judge(constraints, O_TEST)).toBe("verified");
    expect(judge(constraints, [["C", "AA"]])).toBe(VIOLATED);
    expect(judge(constraints, [["O", "Test"], ...LEAF])).toBe(VIOLATED);
  });

  test("permitted: any of several subtrees is enough", () => {
    const constraints = nameConstraints({
      permitted: [directoryName([["O", "Other"]]), directoryName(O_TEST)],
    });
    expect(judge(constraints, LEAF)).toBe("verified");
  });

  test("excluded: inside the subtree, in any spelling of it", () => {
    const constraints = nameConstraints({ excluded: [directoryName(O_TEST)] });
    expect(judge(constraints, LEAF)).toBe(VIOLATED);
    const spelled: Subject = [
      ["C", "aa"],
      ["O", " TEST  "],
      ["CN", "x"],
    ];
    expect(judge(constraints, spelled)).toBe(VIOLATED);
    expect(judge(constraints, [["C", "AA"]])).toBe("verified");
  });

  test("directory names among the alternative names count; an empty subject has no name", () => {
    const permitted = nameConstraints({ permitted: [directoryName(O_TEST)] });
    const outside = alternativeName(directoryName([["O", "Other"]]));
    expect(judge(permitted, LEAF, [outside])).toBe(VIOLATED);
    expect(judge(permitted, [], [alternativeName(directoryName(LEAF))])).toBe("verified");
    expect(judge(permitted, [], [outside])).toBe(VIOLATED);
  });

  test("names of other forms: refused where their form is constrained, free where not", () => {
    const dns = nameConstraints({ permitted: [dnsName("example.org")] });
    expect(judge(dns, LEAF)).toBe("verified");
    expect(judge(dns, LEAF, [alternativeName(dnsName("example.org"))])).toBe(VIOLATED);
    expect(judge(dns, LEAF, [alternativeName(mailName("a@example.org"))])).toBe("verified");
    const excluded = nameConstraints({ excluded: [dnsName("example.org")] });
    expect(judge(excluded, LEAF, [alternativeName(dnsName("elsewhere.org"))])).toBe(VIOLATED);
  });

  test("a mail address in the subject is a name as well", () => {
    const mail = nameConstraints({ permitted: [mailName("example.org")] });
    expect(judge(mail, [...LEAF, ["E", "a@elsewhere.org"]])).toBe(VIOLATED);
  });

  test("alternative names that cannot be read are outside every subtree", () => {
    const permitted = nameConstraints({ permitted: [directoryName(O_TEST)] });
    expect(judge(permitted, LEAF, [{ id: "2.5.29.17", value: Buffer.of(0x30) }])).toBe(VIOLATED);
  });

  test("constraints that cannot be read, or have a distance, let nothing pass", () => {
    const unreadable = { id: "2.5.29.30", critical: true, value: Buffer.of(0x30, 0x05) };
    expect(judge(unreadable, LEAF)).toBe(VIOLATED);
    const distance = sequence(directoryName(O_TEST), tlv(0x80, Buffer.of(1)));
    const distant = { id: "2.5.29.30", critical: true, value: sequence(context(0, distance)) };
    expect(judge(distant, LEAF)).toBe(VIOLATED);
  });

  test("constraints of every authority above hold together", () => {
    const upper = authority("Upper", {
      parent: root,
      extensions: [basicConstraints(true), nameConstraints({ permitted: [directoryName(O_TEST)] })],
    });
    const lower = authority("Lower", {
      parent: upper,
      extensions: [
        basicConstraints(true),
        nameConstraints({ permitted: [directoryName([["C", "AA"]])] }),
      ],
    });
    const issue = (subject: Subject) =>
      lower.issue({ publicKey: leafKey.publicKey, subject, extensions: [basicConstraints(false)] });
    expect(judgeChain([issue(LEAF), lower.der, upper.der])).toBe("verified");
    expect(judgeChain([issue([["C", "AA"]]), lower.der, upper.der])).toBe(VIOLATED);
  });

  test("an authority under a constraint is held to it, unless it is self-issued", () => {
    const upper = authority("Upper", {
      parent: root,
      extensions: [
        basicConstraints(true),
        nameConstraints({ permitted: [directoryName([["O", "Elsewhere"]])] }),
      ],
    });
    const foreign = authority("Foreign", { parent: upper });
    const rollover = authority("Upper", { parent: upper });
    const elsewhere: Subject = [["O", "Elsewhere"]];
    const leafOf = (issuer: typeof upper) =>
      issuer.issue({
        publicKey: leafKey.publicKey,
        subject: elsewhere,
        extensions: [basicConstraints(false)],
      });
    expect(judgeChain([leafOf(foreign), foreign.der, upper.der])).toBe(VIOLATED);
    expect(judgeChain([leafOf(rollover), rollover.der, upper.der])).toBe("verified");
  });
});
