import { Result } from "antd";
import { Link } from "react-router";

/** An address that leads nowhere. */
export default function MissingPage() {
  return (
    <Result
      status="404"
      title="Такой страницы нет"
      subTitle="Проверьте адрес: возможно, его скопировали не целиком."
      extra={<Link to="/">На главную</Link>}
    />
  );
}
