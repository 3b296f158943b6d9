import type { Row } from "../words";

/** The changes of a row field by field: «было → станет». */
export function Changes({ changes }: { changes: Row["changes"] }) {
  return (
    <ul className="changes">
      {changes.map((change, place) => (
        <li key={change.field + change.title + place}>
          <span className="muted">{change.title}</span>
          {(change.was !== null || change.becomes !== null) && (
            <>
              {": "}
              <del>{change.was ?? "–"}</del>
              <span aria-hidden="true"> → </span>
              <ins>{change.becomes ?? "–"}</ins>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
