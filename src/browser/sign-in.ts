import { autofillSupported } from "./ceremony.ts";
import { createPanel } from "./panel.ts";
import { createSignIn } from "./sign-in-flow.ts";

/** Ties the page `/sign-in` to what it does. */
async function start(
  form: HTMLFormElement,
  email: HTMLInputElement,
  panelRoot: HTMLElement,
): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>("[data-passkey]");
  const panel = createPanel(panelRoot, (action) => {
    void press({ from: button, elsewhere: action === "elsewhere" });
  });
  const { press, autofill } = createSignIn({
    panel,
    next: form.dataset["next"] ?? "/account",
    showProblem: (message) => {
      showProblem(email, message);
    },
  });
  form.addEventListener("submit", (event) => {
    // Whoever has no passkey here goes on as if there were no script.
    if (event.submitter?.hasAttribute("data-without-passkey") === true) return;
    event.preventDefault();
    void press({ from: event.submitter, identifier: email.value });
  });
  button?.addEventListener("click", () => void press({ from: button }));
  // Before, a click would have been lost.
  if (button !== null) button.disabled = false;

  if (!(await autofillSupported())) return;
  const lookAgain = () => {
    void autofill.arm();
    void autofill.renew();
  };
  email.addEventListener("focus", lookAgain);
  email.addEventListener("pointerdown", lookAgain);
  window.addEventListener("pageshow", lookAgain);
  document.addEventListener("visibilitychange", () => void autofill.renew());
  await autofill.arm();
}

/** WCAG 2.2, 3.3.1: said in words, at the field, and the focus goes there. */
function showProblem(email: HTMLInputElement, message: string): void {
  const place = document.getElementById("email-problem");
  if (place === null) return;
  place.textContent = message;
  place.hidden = message === "";
  if (message === "") {
    email.removeAttribute("aria-invalid");
  } else {
    email.setAttribute("aria-invalid", "true");
    email.focus();
  }
}

const form = document.querySelector<HTMLFormElement>("form[data-sign-in]");
const email = document.querySelector<HTMLInputElement>("#email");
const panelRoot = document.querySelector<HTMLElement>("[data-panel]");
if (form !== null && email !== null && panelRoot !== null) void start(form, email, panelRoot);
