/** The states that the page has words for; each is a `<template>` in it. */
export type PanelState =
  | "asking"
  | "checking"
  | "done"
  | "unfinished"
  | "duplicate"
  | "removed"
  | "refused"
  | "failed"
  | "unreachable"
  | "unsupported";

export type Panel = ReturnType<typeof createPanel>;

/** The page's one place for how a ceremony goes. All words come from the page itself. */
export function createPanel(root: HTMLElement, act: (action: string) => void) {
  const text = root.querySelector<HTMLElement>(".panel-text");
  const actions = root.querySelector<HTMLElement>(".panel-actions");
  actions?.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-action]") : null;
    if (button instanceof HTMLElement) act(button.dataset["action"] ?? "");
  });
  return {
    /** Shows a state, with what the server said where the words leave room for it. */
    show(state: PanelState, said: readonly string[] = []): void {
      const template = root.querySelector<HTMLTemplateElement>(
        `template[data-template="${state}"]`,
      );
      const copy = template?.content.cloneNode(true);
      if (!(copy instanceof DocumentFragment)) return;
      copy.querySelector("[data-part=said]")?.replaceChildren(...said.map(paragraph));
      text?.replaceChildren(...childrenOf(copy, "text"));
      actions?.replaceChildren(...childrenOf(copy, "actions"));
      root.dataset["shown"] = state;
    },
    clear(): void {
      text?.replaceChildren();
      actions?.replaceChildren();
      delete root.dataset["shown"];
    },
  };
}

function childrenOf(fragment: DocumentFragment, part: string): Element[] {
  return [...(fragment.querySelector(`[data-part=${part}]`)?.children ?? [])];
}

function paragraph(text: string): HTMLElement {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}
