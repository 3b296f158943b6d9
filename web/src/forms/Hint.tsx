import { QuestionCircleOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";

/** «?» beside the label whose id is `about`: its text shows on hover, on focus and on a tap. */
export function Hint({ about, children }: { about: string; children: string }) {
  return (
    <Tooltip title={children} trigger={["hover", "focus"]} classNames={{ root: "hint-text" }}>
      <Button
        type="text"
        size="small"
        shape="circle"
        className="hint"
        icon={<QuestionCircleOutlined />}
        aria-label="Подсказка"
        aria-describedby={about}
      />
    </Tooltip>
  );
}
