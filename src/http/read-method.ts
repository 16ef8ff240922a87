import { METHODS, type Method } from "../evidence/methods.ts";

/** The method that a part of a path or of an action names, or null. */
export function readMethod(text: string | undefined): Method | null {
  return METHODS.find((method) => method === text) ?? null;
}
