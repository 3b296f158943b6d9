import { Link } from "react-router";

/** Name and sign of the product. */
export function Brand() {
  return (
    <Link to="/" className="brand">
      <img src="/favicon.svg" alt="" width={28} height={28} />
      <span>Бизнес.Интеграции</span>
    </Link>
  );
}
