import type { Child } from "hono/jsx";
import { say } from "../words/say.ts";
import type { PageContext } from "./context.ts";

interface Props {
  readonly context: PageContext;
  readonly isPassword: boolean;
  /** Of the field. */
  readonly id: string;
  readonly children?: Child;
}

/** A password field with a button that shows what was typed; it waits for the script that does it. */
export function Revealable({ context: { language }, isPassword, id, children }: Props) {
  if (!isPassword) return <>{children}</>;
  return (
    <div class="revealable doings">
      {children}
      <button type="button" data-reveal={id} aria-controls={id} aria-pressed="false" hidden>
        {say(language, "password.show")}
      </button>
    </div>
  );
}
