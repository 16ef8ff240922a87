import { renderProblem } from "../pages/problem.tsx";
import { refusedHtml } from "./answer.ts";
import type { ErrorCode, Refusal } from "./codes.ts";
import type { HttpDeps } from "./deps.ts";

/** A page for an answer that is none. */
export function problemPage(
  { context }: Pick<HttpDeps, "context">,
  refused: ErrorCode | Refusal,
  reference: string | null = null,
): Response {
  const code = typeof refused === "string" ? refused : refused.code;
  return refusedHtml(renderProblem({ context, code, reference }), refused);
}
