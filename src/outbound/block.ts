/** A part of a message, before it is text or HTML. */
export type Block =
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "text"; readonly text: string }
  /** The address is shown in full: no link is hidden behind words. */
  | { readonly kind: "link"; readonly text: string; readonly href: string }
  | { readonly kind: "facts"; readonly facts: readonly Fact[] }
  /** What stands small below everything. */
  | { readonly kind: "foot"; readonly text: string };

/** A name and what it is. */
export type Fact = readonly [name: string, value: string];

/** The blocks as plain text, with a blank line between two of them. */
export function textOf(blocks: readonly Block[]): string {
  return `${blocks.map(textOfOne).join("\n\n")}\n`;
}

function textOfOne(block: Block): string {
  switch (block.kind) {
    case "code":
      return block.code;
    case "link":
      return `${block.text}\n${block.href}`;
    case "facts":
      return block.facts.map(([name, value]) => `${name}: ${value}`).join("\n");
    case "text":
    case "foot":
      return block.text;
  }
}
