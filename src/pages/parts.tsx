import type { Child } from "hono/jsx";
import { type Instant, toIso } from "../base/time.ts";
import type { Problem } from "../words/error-text.ts";
import { say, sayProblem } from "../words/say.ts";
import type { PageContext } from "./context.ts";

interface FieldProps {
  readonly context: PageContext;
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly problem: Problem | null;
  /** The problem in words of the page's own. */
  readonly problemText?: string | null;
  /** The input itself, given the attributes that tie it to its label, hint and problem. */
  readonly input: (attributes: FieldAttributes) => Child;
}

interface FieldAttributes {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid"?: "true";
}

/** A labelled field. The place of its problem is there from the start, for scripts to fill. */
export function Field({ context, id, label, hint, problem, problemText, input }: FieldProps) {
  const [hintId, problemId] = [`${id}-hint`, `${id}-problem`];
  const said = problem === null ? (problemText ?? null) : sayProblem(context.language, problem);
  const describedBy = hint === undefined ? problemId : `${problemId} ${hintId}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <p class="problem" id={problemId} hidden={said === null}>
        {said ?? ""}
      </p>
      {input({
        id,
        "aria-describedby": describedBy,
        ...(said === null ? {} : { "aria-invalid": "true" }),
      })}
      {hint === undefined ? null : (
        <p class="hint" id={hintId}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface EmailFieldProps {
  readonly context: PageContext;
  readonly value: string;
  readonly problem: Problem | null;
  readonly hint?: string;
  /** `username webauthn` where passkeys may be offered in the field (HTML, autofill). */
  readonly autocomplete: "username webauthn" | "email";
}

/**
 * The address. Of type `text`: browsers know fewer addresses than mail does, and their own bubble
 * is no text that could be read again; the server judges, and the problem stands at the field.
 */
export function EmailField({ context, value, problem, hint, autocomplete }: EmailFieldProps) {
  return (
    <Field
      context={context}
      id="email"
      label={say(context.language, "email.label")}
      problem={problem}
      {...(hint === undefined ? {} : { hint })}
      input={(attributes) => (
        <input
          {...attributes}
          name="email"
          type="text"
          inputmode="email"
          autocomplete={autocomplete}
          autocapitalize="none"
          autocorrect="off"
          spellcheck={false}
          dir="ltr"
          maxlength={320}
          required
          autofocus
          value={value}
        />
      )}
    />
  );
}

/** A point in time in the words of the page, exact for machines. */
export function When({ at, children }: { readonly at: Instant; readonly children?: Child }) {
  return <time datetime={toIso(at)}>{children}</time>;
}

/** What stands where a passkey is needed and no script runs. */
export function NoScript({ context }: { readonly context: PageContext }) {
  return (
    <noscript>
      <p class="notice">{say(context.language, "page.noScript")}</p>
    </noscript>
  );
}

interface NoteProps {
  readonly title: string;
  readonly children?: Child;
}

/** A short explanation beside the task. */
export function Note({ title, children }: NoteProps) {
  return (
    <div class="note">
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  );
}
