import { Button, Flex } from "antd";

interface MoreProps {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => unknown;
}

/** «Показать ещё» under a list that is read page by page (`useInfiniteQuery`). */
export function More({ hasNextPage, isFetchingNextPage, fetchNextPage }: MoreProps) {
  if (!hasNextPage) return null;
  return (
    <Flex justify="center" className="more">
      <Button loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
        Показать ещё
      </Button>
    </Flex>
  );
}
