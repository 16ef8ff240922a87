import type { z } from "zod";

/** An operation under `/api`, with the schemas that validate it. */
export interface Operation {
  readonly method: "get" | "post" | "delete";
  readonly path: string;
  /** A parameter that stands behind the path. */
  readonly query?: string;
  readonly summary: string;
  readonly body?: z.ZodType;
  readonly status: number;
  readonly answer?: z.ZodType;
}
