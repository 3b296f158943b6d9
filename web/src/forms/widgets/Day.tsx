import { DatePicker } from "antd";
import dayjs from "dayjs";
import { control, type Props } from "./common";

/** A day; the value is `YYYY-MM-DD`. */
export default function Day(props: Props) {
  const { value, onChange } = props;
  return (
    <DatePicker
      {...control(props)}
      format="DD.MM.YYYY"
      value={value ? dayjs(value as string) : null}
      onChange={(day) => onChange(day ? day.format("YYYY-MM-DD") : undefined)}
    />
  );
}
