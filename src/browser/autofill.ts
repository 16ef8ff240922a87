import { after, now } from "./clock.ts";

/** Something to offer that goes stale. */
interface Perishable {
  readonly renewAt: number;
}

export interface AutofillPorts<S extends Perishable, R> {
  /** A fresh step, or null where none is to be had now. */
  readonly begin: () => Promise<S | null>;
  /** Offers passkeys in the field until one is picked or the offer ends. */
  readonly offer: (
    step: S,
  ) => Promise<
    { readonly outcome: "answered"; readonly response: R } | { readonly outcome: string }
  >;
  readonly picked: (step: S, response: R) => Promise<void>;
  /** Whether anybody can see the page: a hidden one asks the server for nothing. */
  readonly visible: () => boolean;
}

/** How long to leave the server alone when it had no fresh step. */
const RETRY_MS = 30_000;

/**
 * Passkeys in the list that autofill shows. The offer is kept fresh for as long as somebody
 * looks at the page. It is made again only when `arm` is called, so that a browser which ends it
 * at once, or a server which refuses what was picked, is never asked in a circle.
 */
export function createAutofill<S extends Perishable, R>(ports: AutofillPorts<S, R>) {
  /** Begun and not answered: good for one more offer. */
  let held: S | null = null;
  let offered: S | null = null;
  let beginning = false;
  let paused = false;
  let stopTimer = (): void => undefined;

  async function arm(): Promise<void> {
    if (paused || beginning || offered !== null) return;
    const step = await freshStep();
    if (step !== null && !paused) await offer(step);
  }

  /** Called when the step may have gone stale: by the timer, and when the page is seen again. */
  async function renew(): Promise<void> {
    const old = offered;
    if (old === null || beginning || now() < old.renewAt || !ports.visible()) return;
    const step = await freshStep();
    if (offered !== old || paused) return;
    if (step === null) watch(RETRY_MS);
    else await offer(step);
  }

  async function freshStep(): Promise<S | null> {
    if (held !== null && now() < held.renewAt) return held;
    beginning = true;
    held = await ports.begin();
    beginning = false;
    return held;
  }

  async function offer(step: S): Promise<void> {
    offered = step;
    watch(step.renewAt - now());
    const ending = await ports.offer(step);
    // A fresh step took the place of this one; its own offer is running.
    if (offered !== step) return;
    offered = null;
    stopTimer();
    if (!("response" in ending)) return;
    held = null;
    await ports.picked(step, ending.response);
  }

  function watch(milliseconds: number): void {
    stopTimer();
    stopTimer = after(Math.max(0, milliseconds), () => void renew());
  }

  return {
    arm,
    renew,
    /** While a window of the browser is asked for: no offer may take its place. */
    pause(): void {
      paused = true;
    },
    resume(): void {
      paused = false;
    },
    /** Hands over a step that was begun and not answered, if it is fresh. */
    take(): S | null {
      const step = held !== null && now() < held.renewAt ? held : null;
      held = null;
      return step;
    },
    /** Takes back a step that was not answered after all. */
    giveBack(step: S): void {
      held = step;
    },
  };
}
