import type { ErrorSchema } from "@rjsf/utils";
import type { FieldError } from "../api/problem";
import type { Schema } from "./schema";

interface Node {
  __errors?: string[];
  [name: string]: Node | string[] | undefined;
}

/** Errors of a service at the fields of the shown form, and those that no field of it can carry. */
export interface Placed {
  tree: ErrorSchema;
  homeless: FieldError[];
}

/** Finds the field of each error by its `loc`, the path from the root of `schema`. */
export function placed(errors: readonly FieldError[], schema: Schema): Placed {
  const root: Node = {};
  const homeless: FieldError[] = [];
  for (const error of errors) {
    const path = fieldPath(error.loc, schema);
    if (!path) {
      homeless.push(error);
      continue;
    }
    let node = root;
    for (const name of path) node = (node[String(name)] ??= {}) as Node;
    (node.__errors ??= []).push(error.msg);
  }
  return { tree: root as ErrorSchema, homeless };
}

/** The path of the field that shows the error: an entry of a list that is one field belongs to that field. */
function fieldPath(loc: FieldError["loc"], schema: Schema): FieldError["loc"] | null {
  let node: Schema = schema;
  const path: FieldError["loc"] = [];
  for (const name of loc) {
    const inside: unknown = node.type === "array" ? node.items : node.properties?.[name];
    if (!isNode(inside) || (node.type === "array" && !inside.properties)) break;
    path.push(name);
    node = inside;
  }
  return path.length > 0 && !node.properties ? path : null;
}

function isNode(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
