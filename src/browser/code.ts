import { after } from "./clock.ts";

const DIGITS = 6;

/** Sends a code that was pasted or filled in whole: once, and never while somebody types. */
function submitWhenWhole(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[name=code]");
  let sent = false;
  input?.addEventListener("input", (event) => {
    const kind = event instanceof InputEvent ? event.inputType : "";
    const typed = kind.startsWith("insertText") || kind.startsWith("delete");
    if (sent || typed || input.value.replaceAll(/[\s-]/g, "").length !== DIGITS) return;
    sent = true;
    form.requestSubmit();
  });
}

/** Says for how long no other message can be had. Without it the server says so, later. */
function countDown(form: HTMLFormElement): void {
  const words = form.querySelector<HTMLElement>("[data-wait]");
  const button = form.querySelector<HTMLButtonElement>("button");
  const forms = JSON.parse(form.dataset["forms"] ?? "{}") as Readonly<Record<string, string>>;
  const rules = new Intl.PluralRules(document.documentElement.lang);
  if (words === null || button === null) return;
  const tick = (left: number): void => {
    words.hidden = left <= 0;
    button.hidden = left > 0;
    if (left <= 0) return;
    const sentence = forms[rules.select(left)] ?? forms["other"] ?? "";
    words.textContent = sentence.replace("{count}", String(left));
    after(1000, () => {
      tick(left - 1);
    });
  };
  tick(Number(form.dataset["resend"] ?? 0));
}

const codeForm = document.querySelector<HTMLFormElement>("form[data-code]");
if (codeForm !== null) submitWhenWhole(codeForm);
const resendForm = document.querySelector<HTMLFormElement>("form[data-resend]");
if (resendForm !== null) countDown(resendForm);
