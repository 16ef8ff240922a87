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
  const problem = typeof refused === "string" ? { code: refused } : refused;
  return refusedHtml(renderProblem({ context, problem, reference }), refused);
}
