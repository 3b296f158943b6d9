import type { components } from "../../../api/schema/shop-sync";

/** A good of the shop as it was met, and what it is linked to. */
export type ShopGood = components["schemas"]["ShopGood"];
/** A product of ours that the shop does not have. */
export type OurProduct = components["schemas"]["OurProduct"];

/** What to link a good of the shop with: a product, or one variant of it. */
export interface Target {
  product: string;
  variant?: string;
}

/** Which goods are looked at. */
export type View = "linked" | "shop" | "platform";
