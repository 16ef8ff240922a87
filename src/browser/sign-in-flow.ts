import { type Asking, beginSignIn, handIn, type Outcome, prove } from "./attempts.ts";
import { createAutofill } from "./autofill.ts";
import { usePasskey } from "./ceremony.ts";
import type { ResponseJson } from "./json.ts";
import type { Panel } from "./panel.ts";
import { settle } from "./settle.ts";

interface SignInPorts {
  readonly panel: Panel;
  /** Where a session goes on to. */
  readonly next: string;
  /** What is wrong with the address, or nothing any more. */
  readonly showProblem: (message: string) => void;
}

export interface Press {
  /** What was pressed, and gets the focus back when nothing comes of it. */
  readonly from: HTMLElement | null;
  /** The address, where *Continue* was pressed. */
  readonly identifier?: string;
  /** Not with what this device holds. */
  readonly elsewhere?: boolean;
}

/** The page `/sign-in`: passkeys from the list of the field, and from the buttons. */
export function createSignIn({ panel, next, showProblem }: SignInPorts) {
  const begin = () => beginSignIn("");
  let busy = false;

  const autofill = createAutofill<Asking, ResponseJson>({
    begin: async () => {
      const begun = await begin();
      return begun.ok ? begun.value : null;
    },
    offer: (step) => usePasskey(step.publicKey, "conditional"),
    picked: async (step, response) => {
      autofill.pause();
      showChecking();
      finish(await handIn("", step, response, begin), null);
    },
    visible: () => document.visibilityState === "visible",
  });

  /** Pressing again while the browser's window is open opens it anew. */
  async function press(how: Press): Promise<void> {
    if (busy) return;
    busy = true;
    autofill.pause();
    panel.show("asking");
    showProblem("");
    const step = await stepFor(how);
    busy = false;
    if ("outcome" in step) {
      finish(step, how.from);
      return;
    }
    const asked = how.elsewhere === true ? elsewhere(step) : step;
    const outcome = await prove("", asked, begin, showChecking);
    if (outcome.outcome === "replaced") return;
    if (outcome.outcome === "unfinished") autofill.giveBack(step);
    finish(outcome, how.from);
  }

  /** The step that autofill holds needs no request, and keeps the press fresh for the browser. */
  async function stepFor({ identifier }: Press): Promise<Asking | Outcome> {
    const spare = identifier === undefined ? autofill.take() : null;
    if (spare !== null) return spare;
    const begun = await beginSignIn("", identifier);
    return begun.ok ? begun.value : begun.failure;
  }

  /** One more offer for each press that came to nothing; after a refusal, none by itself. */
  function finish(outcome: Outcome, from: HTMLElement | null): void {
    if (outcome.outcome === "failed" && outcome.code.startsWith("identifier_")) {
      panel.clear();
      showProblem(outcome.message);
    } else if (settle(outcome, panel, next)) {
      return;
    } else {
      from?.focus();
    }
    autofill.resume();
    if (outcome.outcome === "unfinished") void autofill.arm();
  }

  function showChecking(): void {
    panel.show("checking");
  }

  return { press, autofill };
}

/** WebAuthn L3 section 5.8.8: a hint, so that a way without this device comes first. */
function elsewhere(step: Asking): Asking {
  return { ...step, publicKey: { ...step.publicKey, hints: ["hybrid", "security-key"] } };
}
