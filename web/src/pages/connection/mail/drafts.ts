/** A template as it is edited; without `id` it is a new one. */
export interface Draft {
  id?: string;
  name: string;
  text: string;
  version: number;
}

/** A template that has not been begun. */
export const NEW: Draft = { name: "", text: "", version: 0 };
