import type { Schema } from "./schema";

const plural = new Intl.PluralRules("ru");

function counted(value: number, one: string, many: string): string {
  return `${value} ${plural.select(value) === "one" ? one : many}`;
}

/** What is wrong with a field, in Russian, by the JSON Schema keyword that it breaks; `field` is its schema. */
export function fault(keyword: string, field: Schema | undefined): string {
  const limit = Number(field?.[keyword]);
  switch (keyword) {
    case "required":
      return "Обязательное поле";
    case "minLength":
      return limit === 1 ? "Обязательное поле" : `Не короче ${counted(limit, "символа", "символов")}`;
    case "maxLength":
      return `Не длиннее ${counted(limit, "символа", "символов")}`;
    case "minimum":
      return `Не меньше ${limit}`;
    case "maximum":
      return `Не больше ${limit}`;
    case "exclusiveMinimum":
      return `Больше ${limit}`;
    case "exclusiveMaximum":
      return `Меньше ${limit}`;
    case "minItems":
      return limit === 1 ? "Добавьте хотя бы одно значение" : `Выберите не меньше ${limit}`;
    case "maxItems":
      return `Не больше ${counted(limit, "значения", "значений")}`;
    case "uniqueItems":
      return "Значения повторяются";
    case "enum":
    case "const":
      return "Выберите значение из списка";
    case "type":
      return field?.type === "integer" ? "Введите целое число" : "Неверное значение";
    default:
      return "Неверный формат";
  }
}
