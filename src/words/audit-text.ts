/** What an operator reads where the audit record does not hold, by the codes of `audit`. */
export const auditText = {
  missing: "No line stands in this place, and there are some behind it: it was removed, or moved.",
  altered:
    "What stands in this place is not what was sealed there: it was changed, or another line was put there.",
  "head-missing": "Lines are sealed, and what says how many there are was removed.",
  "head-forged":
    "What says how many lines there are was not written by this deployment. If its keys were replaced, put the retired ones back into the key file.",
  cut: "The record was longer once: the lines from this place on were removed.",
  "beyond-head":
    "Lines stand behind the end of the record: what says where it ends is an old one that was put back.",
  "kept-head-differs":
    "In the place that you wrote down stands another line now: the record was replaced from before that on.",
} as const;
