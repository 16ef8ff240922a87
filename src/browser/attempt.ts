import type { Attempt, StepParams } from "./api.ts";
import { type Asking, beginEnrolment, beginProof, enrol, type Outcome, prove } from "./attempts.ts";
import { forgetPasskey } from "./ceremony.ts";
import { createPanel } from "./panel.ts";
import { settle } from "./settle.ts";

/** How far a ceremony is: the browser's window is about to open, or is gone again. */
interface Progress {
  readonly asking: () => void;
  readonly answered: () => void;
}

type Run = (attempt: string, params: StepParams, progress: Progress) => Promise<Outcome>;

/** The page of an attempt where a passkey is to be created, or shown. */
function start(
  task: HTMLElement,
  buttons: readonly [HTMLButtonElement, ...HTMLButtonElement[]],
  panelRoot: HTMLElement,
): void {
  const attempt = task.dataset["attempt"] ?? "";
  const next = task.dataset["next"] ?? "/account";
  const run: Run = task.dataset["ceremony"] === "enrol" ? runEnrolment : runProof;
  let last = buttons[0];
  const panel = createPanel(panelRoot, () => void press(last));
  let busy = false;
  const progress: Progress = {
    // Pressing again while the window is open opens it anew.
    asking: () => {
      busy = false;
    },
    answered: () => {
      panel.show("checking");
    },
  };

  async function press(button: HTMLButtonElement): Promise<void> {
    if (busy) return;
    busy = true;
    last = button;
    panel.show("asking");
    const outcome = await run(attempt, paramsOf(button), progress);
    busy = false;
    if (outcome.outcome !== "replaced" && !settle(outcome, panel, next)) button.focus();
  }

  for (const button of buttons) {
    button.addEventListener("click", () => void press(button));
    // Before, a click would have been lost.
    button.disabled = false;
  }
}

/** What a person says about his passkey by the button that he presses. */
function paramsOf({ dataset }: HTMLButtonElement): StepParams {
  return {
    ...("securityKey" in dataset ? { authenticator: "security-key" } : {}),
    ...("withoutVerification" in dataset
      ? { authenticator: "security-key", userVerification: "none" }
      : {}),
  };
}

async function runEnrolment(
  attempt: string,
  params: StepParams,
  progress: Progress,
): Promise<Outcome> {
  const begun = await beginEnrolment("", attempt, params);
  if (!begun.ok) return begun.failure;
  progress.asking();
  return enrol("", begun.value, progress.answered);
}

async function runProof(attempt: string, params: StepParams, progress: Progress): Promise<Outcome> {
  const begin = () => beginProof("", attempt, params);
  const begun = await begin();
  if (!begun.ok) return begun.failure;
  progress.asking();
  const outcome = await prove("", begun.value, begin, progress.answered);
  if (outcome.outcome === "allowed") await forgetRemoved(outcome.attempt, begun.value);
  return outcome;
}

/** An allowed removal has happened: the passkey need not be offered any more. */
async function forgetRemoved(attempt: Attempt, { publicKey }: Asking): Promise<void> {
  const credential = attempt.params?.["credential"];
  if (attempt.action !== "remove:passkey" || credential === undefined) return;
  await forgetPasskey(publicKey.rpId ?? location.hostname, credential);
}

const task = document.querySelector<HTMLElement>("[data-attempt]");
const [first, ...more] = task?.querySelectorAll<HTMLButtonElement>("[data-passkey]") ?? [];
const panelRoot = document.querySelector<HTMLElement>("[data-panel]");
if (task !== null && first !== undefined && panelRoot !== null) {
  start(task, [first, ...more], panelRoot);
}
