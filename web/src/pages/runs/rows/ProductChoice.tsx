import { Radio, Tag } from "antd";
import { Nothing } from "../../../ui/states";
import { idOf, type Product } from "./useProducts";

interface ProductChoiceProps {
  label: string;
  empty: string;
  products: Product[];
  isPending: boolean;
  chosen: Product | null;
  onChoice: (product: Product) => void;
}

/** Products to choose one of. */
export function ProductChoice({ label, empty, products, isPending, chosen, onChoice }: ProductChoiceProps) {
  if (!products.length) return isPending ? null : <Nothing>{empty}</Nothing>;
  return (
    <div className="product-choice">
      <div className="muted">{label}</div>
      <Radio.Group
        vertical
        aria-label={label}
        value={chosen ? idOf(chosen) : null}
        onChange={({ target }) => {
          const found = products.find((product) => idOf(product) === target.value);
          if (found) onChoice(found);
        }}
      >
        {products.map((product) => (
          <Radio key={idOf(product)} value={idOf(product)}>
            {product.name}
            {product.article && <span className="muted"> · {product.article}</span>}
            {product.score !== undefined && (
              <Tag className="likeness">сходство {Math.round(product.score * 100)} %</Tag>
            )}
          </Radio>
        ))}
      </Radio.Group>
    </div>
  );
}
