import { createContext, useContext, type ReactNode } from "react";
import type { FormSource, Section } from "./schema";

interface Around extends FormSource {
  sections: readonly Section[];
  /** What stands under the fields of a section: its buttons. */
  end?: (section: Section) => ReactNode;
}

const AroundContext = createContext<Around>({ service: "", slug: "", sections: [] });

/** Gives widgets and templates what rjsf does not carry to them; unlike its own context it is never taken as equal. */
export const FormAround = AroundContext.Provider;

/** What the form is about, and what stands under its sections. */
export function useFormAround(): Around {
  return useContext(AroundContext);
}
