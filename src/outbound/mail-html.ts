import type { Block } from "./block.ts";
import { escapeHtml } from "./plain-text.ts";

/**
 * No colour is named but by the reader's own program, so that it is right on a dark screen as well;
 * nothing is loaded from anywhere, so that nobody learns that it was read.
 */
const BODY =
  "margin:0 auto;padding:24px 16px;max-width:36em;color-scheme:light dark;" +
  "font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";
const CODE =
  "margin:0 0 16px;font:700 32px/1.25 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.12em";
const TEXT = "margin:0 0 16px";
const LINK = "overflow-wrap:anywhere";
const FOOT = "margin:24px 0 0;font-size:13px";

export interface HtmlMail {
  /** BCP 47. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** A mail as an HTML document that stands by itself. */
export function htmlOf({ language, direction, title, blocks }: HtmlMail): string {
  return [
    `<!doctype html>`,
    `<html lang="${escapeHtml(language)}" dir="${direction}">`,
    `<head>`,
    `<meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width">`,
    `<meta name="color-scheme" content="light dark">`,
    // Six digits are not a telephone number.
    `<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">`,
    `<title>${escapeHtml(title)}</title>`,
    `</head>`,
    `<body style="${escapeHtml(BODY)}">`,
    ...blocks.map(htmlOfOne),
    `</body>`,
    `</html>`,
    ``,
  ].join("\n");
}

function htmlOfOne(block: Block): string {
  switch (block.kind) {
    case "code":
      return `<p style="${CODE}">${escapeHtml(block.code)}</p>`;
    case "text":
      return `<p style="${TEXT}">${escapeHtml(block.text)}</p>`;
    case "link": {
      const href = escapeHtml(block.href);
      const link = `<a href="${href}" style="${LINK}">${href}</a>`;
      return `<p style="${TEXT}">${escapeHtml(block.text)}<br>\n${link}</p>`;
    }
    case "facts": {
      const rows = block.facts.map(
        ([name, value]) => `${escapeHtml(name)}: <strong>${escapeHtml(value)}</strong>`,
      );
      return `<p style="${TEXT}">${rows.join("<br>\n")}</p>`;
    }
    case "foot":
      return `<p style="${FOOT}">${escapeHtml(block.text)}</p>`;
  }
}
