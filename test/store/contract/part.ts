import type { Store } from "../../../src/store/port.ts";

/** A part of the contract; `store` gives the one store that the part has for itself. */
export type Part = (store: () => Store) => void;

/** How a statement ends that the database refuses: a fault of whoever asked for it. */
export const REFUSED = { code: "ASSAY_STORE_STATEMENT" };
