import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { instant } from "../../src/base/time.ts";
import { answersOf, type PasskeyAnswer } from "../../src/policy/answers.ts";
import { preset } from "../../src/policy/presets.ts";
import { PRESET_NAMES } from "../../src/policy/presets/sources.ts";
import { buildKnowledge } from "../../src/trust/knowledge.ts";
import { SHIPPED_PROVIDERS } from "../../src/trust/provider-list.ts";
import { sayReason } from "../../src/words/say.ts";

/** Tables of the guide are made of what the presets answer; `UPDATE_DOCS=1` writes them anew. */

const GUIDE = fileURLToPath(new URL("../../docs/is-one-passkey-enough.md", import.meta.url));
const NOW = instant(Date.UTC(2026, 10, 24));
const knowledge = buildKnowledge({ metadata: null, providers: SHIPPED_PROVIDERS });

const LINES: readonly (readonly [PasskeyAnswer["kind"], string])[] = [
  ["platform-synced", "a platform's, synced"],
  ["platform-bound", "a platform's, on one device"],
  ["hardware-key", "a security key with PIN or fingerprint, by its AAGUID"],
  ["hardware-key-certified", "the same, attested and certified (FIDO L2)"],
  ["vault-second-step", "in a vault that is known to demand a second step"],
  ["vault", "in a vault of which that is not known"],
  ["vault-uv-issue", "in a vault that is known to set UV without checking"],
  ["unknown", "kept by nobody knows whom"],
  ["hardware-key-without-uv", "a security key that is only touched (UV=0)"],
  ["model-uv-bypassed", "a model whose check can be got round (metadata)"],
  ["model-revoked", "a model that was revoked (metadata)"],
];

const WORDS = { enough: "**enough**", "one-step": "one of two", refused: "refused" } as const;

const answers = PRESET_NAMES.map((name) => {
  const policy = preset(name);
  if (policy === undefined) throw new TypeError("the preset exists");
  return answersOf(policy, knowledge, NOW);
});

function wordOf(answer: PasskeyAnswer | undefined): string {
  if (answer === undefined) return "";
  const kinds = answer.conditions?.passkeyKinds ?? 0;
  return WORDS[answer.verdict] + (kinds > 1 ? ` [^kinds]` : "");
}

function answersTable(): string {
  const rows = LINES.map(([kind, text]) => {
    const row = answers.map((list) => wordOf(list.find((answer) => answer.kind === kind)));
    return `| ${text} | ${row.join(" | ")} |`;
  });
  return [
    `| the passkey | ${PRESET_NAMES.map((name) => `\`${name}\``).join(" | ")} |`,
    `| --- | ${PRESET_NAMES.map(() => "---").join(" | ")} |`,
    ...rows,
    "",
    "[^kinds]: once passkeys of two different kinds are enrolled.",
  ].join("\n");
}

function reasonsTable(): string {
  const [balanced = []] = answers;
  const rows = LINES.flatMap(([kind, text]) => {
    const answer = balanced.find((one) => one.kind === kind);
    const said = (answer?.reasons ?? []).map((code) => `${sayReason("en", code)} (\`${code}\`)`);
    return said.length === 0 ? [] : [`| ${text} | ${said.join("<br>")} |`];
  });
  return ["| the passkey | what its owner is told, and the code for machines |", "| --- | --- |"]
    .concat(rows)
    .join("\n");
}

/** A table as it stands in the guide: its cells, whatever room the formatter gave them. */
function cells(text: string): readonly (readonly string[])[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith("|") && !/^\|[\s|:-]+\|$/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test.each([
  ["answers", answersTable],
  ["reasons", reasonsTable],
])("the table of %s is what the presets say", (name, make) => {
  const guide = readFileSync(GUIDE, "utf8");
  const part = new RegExp(`<!-- generated: ${name} -->\\n([\\s\\S]*?)<!-- /generated -->`);
  if (process.env["UPDATE_DOCS"] === "1") {
    const whole = `<!-- generated: ${name} -->\n\n${make()}\n\n<!-- /generated -->`;
    writeFileSync(
      GUIDE,
      guide.replace(part, () => whole),
    );
    return;
  }
  expect(cells(part.exec(guide)?.[1] ?? "")).toEqual(cells(make()));
});
