import type { Child } from "hono/jsx";
import { LANGUAGES } from "../words/languages.ts";
import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";
import { Mark } from "./mark.tsx";

interface DocumentProps {
  readonly context: PageContext;
  readonly title: string;
  /** `sheet`: text beside a task. `record`: text beside a long list. */
  readonly layout: "sheet" | "record";
  /** Entry modules of `src/browser`, by name. */
  readonly scripts?: readonly string[];
  readonly children?: Child;
}

/** What is around every page. The policy of its answer allows files of our own and nothing else. */
export function Document({ context, title, layout, scripts = [], children }: DocumentProps) {
  const { language, app, assets } = context;
  const whole = title.includes(app) ? title : say(language, "page.title", { page: title, app });
  return (
    <html lang={language} dir={LANGUAGES[language].direction}>
      <head>
        <meta charset="utf-8" />
        <title>{whole}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" type="image/svg+xml" href={assets("favicon.svg")} />
        <link rel="stylesheet" href={assets("assay.css")} />
        {scripts.map((name) => (
          <script type="module" src={assets(`browser/${name}.js`)}></script>
        ))}
      </head>
      <body>
        <a class="skip" href="#content">
          {say(language, "page.skip")}
        </a>
        <header class="top">
          <Mark />
          <bdi class="app">{app}</bdi>
        </header>
        <main id="content" class={layout} tabindex={-1}>
          {children}
        </main>
        <footer class="foot">{say(language, "page.by")}</footer>
      </body>
    </html>
  );
}

/** The text of a page. Pages are made of plain functions, so nothing has to be waited for. */
export function renderDocument(page: { toString(): unknown }): string {
  return `<!doctype html>\n${String(page)}\n`;
}
