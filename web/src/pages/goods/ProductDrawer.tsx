import { useQuery } from "@tanstack/react-query";
import { Drawer, Tag } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import { answered, bridge } from "../../api/clients";
import type { components } from "../../api/schema/platform-bridge";
import { keys } from "../../live/keys";
import { Facts } from "../../ui/Facts";
import { count, money } from "../../ui/format";
import { Failed, Loading } from "../../ui/states";
import { useDirectory } from "../orders/directories";
import { PRODUCT_KINDS } from "../orders/words";
import { groupPath } from "./groups";
import { Picture } from "./Picture";
import { PriceTable, StockTable } from "./tables";

type Card = components["schemas"]["ProductCard"];

interface ProductDrawerProps {
  /** Ref of the product; empty for none. */
  reference: string;
  onClose: () => void;
}

/** The card of a product beside the list: prices, stock, variants, fields, pictures. */
export function ProductDrawer({ reference, onClose }: ProductDrawerProps) {
  // the content stays while the drawer slides away
  const [last, setLast] = useState(reference);
  if (reference && reference !== last) setLast(reference);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: keys.platform("products", "one", last),
    queryFn: () => answered(bridge.GET("/v1/products/{ref}", { params: { path: { ref: last } } })),
    enabled: last !== "",
  });
  return (
    <Drawer open={reference !== ""} onClose={onClose} size="min(640px, 100vw)" title={data?.product.name ?? "Товар"}>
      {data ? (
        <CardView card={data} />
      ) : isPending ? (
        <Loading />
      ) : (
        <Failed error={error} again={() => void refetch()} />
      )}
    </Drawer>
  );
}

function CardView({ card }: { card: Card }) {
  const { product } = card;
  const goods = product.kind !== "service";
  return (
    <>
      <Tag>{PRODUCT_KINDS[product.kind]}</Tag>
      {product.archived && <Tag color="warning">В архиве</Tag>}
      {product.images.length > 0 && (
        <div className="pictures">
          {product.images.map((image) => (
            <Picture key={image.ref} large image={image} name={product.name} />
          ))}
        </div>
      )}
      <Main card={card} />
      <Part title="Цены">
        <PriceTable card={card} />
      </Part>
      {goods && (
        <Part title="Остатки по складам">
          <StockTable card={card} />
        </Part>
      )}
      {product.variants.length > 0 && (
        <Part title="Модификации">
          <Variants card={card} />
        </Part>
      )}
      {product.attributes.length > 0 && (
        <Part title="Характеристики">
          <Facts items={product.attributes.map(({ name, value }) => [name, value])} />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Main({ card: { product } }: { card: Card }) {
  const vat = useDirectory("vat_rate");
  return (
    <Facts
      none="Карточка не заполнена"
      items={[
        ["Полное наименование", product.full_name],
        ["Артикул", product.article],
        ["Код", product.code],
        ["Штрихкоды", product.barcodes.join(", ")],
        ["Группа", product.group_ref && <Group key="group" group={product.group_ref} />],
        ["Единица измерения", product.measures.find((measure) => measure.base)?.name],
        ["Ставка НДС", vat.name(product.vat_ref)],
        ["Вес, кг", product.weight && count(product.weight)],
        ["Себестоимость", product.cost && money(product.cost)],
        ["Неснижаемый остаток", product.min_stock && count(product.min_stock)],
      ]}
    />
  );
}

function Group({ group }: { group: string }) {
  const { entries } = useDirectory("product_group");
  return <Link to={`/products?group=${encodeURIComponent(group)}`}>{groupPath(entries, group) || "Группа"}</Link>;
}

function Variants({ card }: { card: Card }) {
  return (
    <ul className="plain-list">
      {card.product.variants.map((variant) => (
        <li key={variant.ref} className="record-card-line">
          <span>
            {variant.name} {variant.archived && <Tag color="warning">В архиве</Tag>}
            {variant.attributes.length > 0 && (
              <div className="muted">{variant.attributes.map(({ name, value }) => `${name}: ${value}`).join(", ")}</div>
            )}
          </span>
          <span className="muted">{[variant.article, ...variant.barcodes].filter(Boolean).join(" / ")}</span>
        </li>
      ))}
    </ul>
  );
}
