import type { Child } from "hono/jsx";
import { say, type PlainKey } from "../words/say.ts";
import type { ActionGroup } from "./action-group.ts";
import type { PageContext } from "./context.ts";

interface PanelProps {
  readonly context: PageContext;
  readonly action: ActionGroup;
  readonly ceremony: "prove" | "enrol";
}

/**
 * The one place where a page says how a passkey ceremony goes. Scripts hold no words: they copy
 * the template of what happened. One text covers every cause that browsers report alike, since
 * `NotAllowedError` says nothing more (WebAuthn L3 section 14.5: by design).
 */
export function Panel({ context, action, ceremony }: PanelProps) {
  const { language, app } = context;
  const enrols = ceremony === "enrol";
  const text = (key: PlainKey) => say(language, key);
  return (
    <div class="panel" data-panel>
      <div class="panel-text" role="status"></div>
      <div class="panel-actions"></div>
      <Template name="asking" text={text(enrols ? "panel.asking.enrol" : "panel.asking")} />
      <Template name="checking" text={text("panel.checking")} />
      <Template name="done" text={text(`panel.done.${action}`)} />
      <Template
        name="unfinished"
        title={text("panel.unfinished.title")}
        text={text(enrols ? "panel.unfinished.enrol" : "panel.unfinished")}
      >
        <Action name="again">{text("action.tryAgain")}</Action>
        {enrols ? null : <Action name="elsewhere">{text("action.elsewhere")}</Action>}
      </Template>
      <Template
        name="duplicate"
        title={text("panel.duplicate.title")}
        text={text("panel.duplicate")}
      >
        <Action name="again">{text("action.tryAgain")}</Action>
      </Template>
      <Template name="removed" title={text("panel.removed.title")} text={text("panel.removed")}>
        <Action name="again">{text("action.tryAgain")}</Action>
      </Template>
      <Template name="refused" title={text("panel.refused.title")} />
      <Template name="failed" title={text("panel.failed.title")}>
        <Action name="again">{text("action.tryAgain")}</Action>
      </Template>
      <Template
        name="unreachable"
        title={say(language, "panel.unreachable.title", { app })}
        text={text("panel.unreachable")}
      >
        <Action name="again">{text("action.tryAgain")}</Action>
      </Template>
      <Template
        name="unsupported"
        title={text("panel.unsupported.title")}
        text={text("panel.unsupported")}
      />
    </div>
  );
}

interface TemplateProps {
  readonly name: string;
  readonly title?: string;
  /** Without it, what the server says is put there. */
  readonly text?: string;
  readonly children?: Child;
}

function Template({ name, title, text, children }: TemplateProps) {
  return (
    <template data-template={name}>
      <div data-part="text">
        {title === undefined ? null : <p class="panel-title">{title}</p>}
        {text === undefined ? <div data-part="said"></div> : <p>{text}</p>}
      </div>
      <div data-part="actions">{children}</div>
    </template>
  );
}

function Action({ name, children }: { readonly name: string; readonly children?: Child }) {
  return (
    <button type="button" class="quiet" data-action={name}>
      {children}
    </button>
  );
}
