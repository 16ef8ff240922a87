import type { Child } from "hono/jsx";
import type { Instant } from "../base/time.ts";
import { say } from "../words/say.ts";
import { sayDistance } from "../words/when.ts";
import type { AccountModel } from "./account-model.ts";
import { When } from "./parts.tsx";

/** One thing that is known of something in a list. */
export function Fact({ term, children }: { readonly term: string; readonly children?: Child }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** When it was used last, in words; and that it was not, in words too. */
export function LastUse({
  model: { context, now },
  at,
}: {
  readonly model: Pick<AccountModel, "context" | "now">;
  readonly at: Instant | null;
}) {
  const { language } = context;
  if (at === null) return <>{say(language, "way.unused")}</>;
  return <When at={at}>{sayDistance(language, at, now)}</When>;
}
