import { count } from "../../../ui/format";
import type { Run } from "../words";

const MANY = { share: 0.3, goods: 10 };
const LARGE = 0.5;

/**
 * What is unusual about the prices of an export, in the words of a question; null when nothing is: the price changes of
 * more than 30 % (and at least 10) of the goods, or any price by more than 50 %.
 */
export function massChange({ effect, counts }: Pick<Run, "effect" | "counts">): string | null {
  const { prices_changed: changed, largest_change: largest } = effect;
  const share = counts.seen ? changed / counts.seen : 0;
  const words: string[] = [];
  if (changed >= MANY.goods && share > MANY.share) {
    words.push(`Цена изменится у ${Math.round(share * 100)} % товаров: ${count(changed)} из ${count(counts.seen)}.`);
  }
  if (largest > LARGE) words.push(`Самая большая перемена цены – на ${count(Math.round(largest * 100))} %.`);
  return words.length ? words.join(" ") : null;
}
