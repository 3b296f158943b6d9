import type { ParcelView } from "./model";

/** A parcel on its way; for tests. */
export const PARCEL: ParcelView = {
  id: "p-1",
  connection: "c-1",
  order: "order-15",
  order_number: "15",
  carrier_title: "Почта России",
  tracking_number: "80084740397510",
  page: "https://www.pochta.ru/tracking?barcode=80084740397510",
  status: "arrived",
  title: "Прибыло в место вручения",
  text: "Обработка: Прибыло в место вручения",
  final: false,
  updated_at: "2026-11-23T06:00:00Z",
  checked_at: "2026-11-23T06:20:00Z",
  due_at: "2026-11-24T06:00:00Z",
  waiting: false,
  askable: true,
  cause: null,
  history: [
    { text: "Приём: Единичный", at: "2026-11-21T07:00:00", postal_index: "414000", place: "Астрахань" },
    {
      text: "Обработка: Прибыло в место вручения",
      at: "2026-11-23T06:00:00",
      postal_index: "101000",
      place: "Москва",
    },
  ],
};
