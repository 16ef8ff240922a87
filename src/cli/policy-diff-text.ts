import type { DiffAccount, DiffAnswer } from "../policy/diff-ask.ts";
import type { PolicyDiff } from "../policy/diff.ts";
import type { Change } from "../policy/diff-group.ts";
import type { SettingChange } from "../policy/diff-settings.ts";
import { sayDuration, sayPolicy } from "../words/policy-say.ts";
import { evidenceLines } from "./policy-evidence-text.ts";
import { LANGUAGE, wrap } from "./policy-text.ts";

/** What is different between two policies, for a person. */
export function diffText(before: string, after: string, { changes, settings }: PolicyDiff): string {
  const nothing = changes.length === 0 ? [`\n${sayPolicy(LANGUAGE, "diff.none")}\n`] : [];
  const said =
    settings.length === 0
      ? []
      : [`\n${sayPolicy(LANGUAGE, "diff.settings")}\n`, ...settings.map(settingText)];
  const count =
    changes.length === 0
      ? []
      : [`\n${sayPolicy(LANGUAGE, "diff.changes", { count: changes.length })}.\n`];
  return [`${before}\n${after}\n`, ...changes.map(changeText), ...nothing, ...said, ...count].join(
    "",
  );
}

const ACTIONS_NAMED = 4;
const EVIDENCE_NAMED = 8;

function changeText({ actions, accounts, evidence, before, after, rules }: Change): string {
  const named = actions.slice(0, ACTIONS_NAMED).join(", ");
  const more = actions.length - ACTIONS_NAMED;
  const others = more > 0 ? `, ${sayPolicy(LANGUAGE, "diff.more", { count: more })}` : "";
  const sides = [sideText(before, rules.before), sideText(after, rules.after)].join(" → ");
  const lines = evidenceLines(evidence);
  const left = lines.length - EVIDENCE_NAMED;
  return [
    "\n",
    wrap(`${named}${others}: ${sides}`, 0, 2),
    wrap(accounts.map(accountText).join("; "), 2),
    ...lines.slice(0, EVIDENCE_NAMED).map((line) => wrap(`- ${line}`, 4, 6)),
    left > 0 ? wrap(sayPolicy(LANGUAGE, "diff.more", { count: left }), 4) : "",
  ].join("");
}

const RULES_NAMED = 3;

function sideText(side: DiffAnswer, rules: readonly string[]): string {
  const more = [
    ...(side.delaySeconds > 0
      ? [sayPolicy(LANGUAGE, "answer.delay", { delay: sayDuration(LANGUAGE, side.delaySeconds) })]
      : []),
    ...(side.notices > 0 ? [sayPolicy(LANGUAGE, "answer.notices", { count: side.notices })] : []),
    ...(side.settleSeconds > 0
      ? [
          sayPolicy(LANGUAGE, "answer.settles", {
            delay: sayDuration(LANGUAGE, side.settleSeconds),
          }),
        ]
      : []),
    ...rules.slice(0, RULES_NAMED),
    ...(rules.length > RULES_NAMED ? ["…"] : []),
  ];
  const said = sayPolicy(LANGUAGE, `diff.${side.answer}`);
  return more.length === 0 ? said : `${said} (${more.join(", ")})`;
}

function accountText(account: DiffAccount): string {
  if (account.startsWith("group:")) {
    return sayPolicy(LANGUAGE, "diff.group", { group: account.slice("group:".length) });
  }
  return isPlain(account) ? sayPolicy(LANGUAGE, `diff.${account}`) : account;
}

function isPlain(account: DiffAccount): account is Exclude<DiffAccount, `group:${string}`> {
  return !account.startsWith("group:");
}

function settingText({ path, before, after }: SettingChange): string {
  return wrap(`${path}: ${valueText(before)} → ${valueText(after)}`, 2, 4);
}

function valueText(value: unknown): string {
  return value === undefined ? sayPolicy(LANGUAGE, "diff.unsaid") : JSON.stringify(value);
}
