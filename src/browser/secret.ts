import { after } from "./clock.ts";

/** Shows what is typed into a password field, until it is pressed again or the form is sent. */
function reveal(button: HTMLButtonElement): void {
  const field = document.getElementById(button.dataset["reveal"] ?? "");
  if (!(field instanceof HTMLInputElement)) return;
  const show = (shown: boolean): void => {
    field.type = shown ? "text" : "password";
    button.setAttribute("aria-pressed", String(shown));
  };
  button.addEventListener("click", () => {
    show(button.getAttribute("aria-pressed") !== "true");
  });
  // A browser keeps what was typed into a text field, and offers it to whoever comes next.
  field.form?.addEventListener("submit", () => {
    show(false);
  });
  button.hidden = false;
}

/** Copies what stands in a list, and says whether it did. */
async function copy(button: HTMLButtonElement, said: HTMLElement): Promise<void> {
  const list = document.getElementById(button.dataset["copy"] ?? "");
  const lines = [...(list?.querySelectorAll("code") ?? [])].map((code) => code.textContent ?? "");
  const { copied = "", failed = "" } = button.dataset;
  const done = await write(lines.join("\n"));
  // Emptied first, so that the same words are read out again.
  said.textContent = "";
  after(50, () => {
    said.textContent = done ? copied : failed;
  });
}

/** There is no clipboard where the page did not come over TLS. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

const revealing = document.querySelector<HTMLButtonElement>("[data-reveal]");
if (revealing !== null) reveal(revealing);

const tools = document.querySelector<HTMLElement>("[data-tools]");
const said = document.querySelector<HTMLElement>("[data-said]");
if (tools !== null) {
  const copying = tools.querySelector<HTMLButtonElement>("[data-copy]");
  if (said !== null) copying?.addEventListener("click", () => void copy(copying, said));
  tools.querySelector("[data-print]")?.addEventListener("click", () => {
    print();
  });
  tools.hidden = false;
}
