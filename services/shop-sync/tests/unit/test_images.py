"""Pictures of goods: judged by their bytes, kept once, never a reason to fail."""

import asyncio
import io
from pathlib import Path

import pytest

from service_kit.errors import BizError, DataError, TransientError
from shop_sync.app.goods import images
from shop_sync.app.goods.images import Images

PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 100


class Web:
    """Answers of a web server by address; counts the calls."""

    def __init__(self, answers: dict[str, bytes | BizError]) -> None:
        self.answers = answers
        self.calls: list[str] = []

    async def download(self, url: str, target: io.BytesIO, max_bytes: int) -> object:
        self.calls.append(url)
        answer = self.answers[url]
        if isinstance(answer, BizError):
            raise answer
        assert max_bytes == 10 * 1024 * 1024
        target.write(answer)
        return None


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def test_names_are_ours_and_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    web = Web({"https://x/../../etc/passwd": PNG, "https://y/b.jpg": PNG})
    names = await Images(web, tmp_path).fetch(web.answers)
    assert len(set(names.values())) == 1
    ((name, content),) = files_in(tmp_path).items()
    assert set(names.values()) == {name}
    folder, short, file = name.split("/")
    assert (folder, short, file[-4:]) == ("import_files", file[:2], ".png")
    assert content == PNG


async def test_an_address_is_asked_once(tmp_path: Path) -> None:
    web = Web({"https://x/1": PNG, "https://x/2": b"no picture"})
    pictures = Images(web, tmp_path)
    first = await pictures.fetch(["https://x/1", "https://x/1", "https://x/2"])
    assert await pictures.fetch(["https://x/2", "https://x/1"]) == first
    assert sorted(web.calls) == ["https://x/1", "https://x/2"]
    assert first["https://x/2"] is None


async def test_what_may_be_had_next_time_is_told_apart_from_what_never_will(tmp_path: Path) -> None:
    web = Web({"https://x/gone": DataError("outside_not_found"), "https://x/busy": TransientError("outside_busy")})
    assert await Images(web, tmp_path).fetch(web.answers) == {"https://x/gone": None}


async def test_no_more_is_kept_than_a_zip_may_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "ALL_LIMIT", 150)
    web = Web({f"https://x/{number}": PNG + bytes([number]) for number in range(5)})
    pictures = Images(web, tmp_path)
    names = [await pictures.fetch([url]) for url in web.answers]
    assert [next(iter(name.values())) is not None for name in names] == [True, True, False, False, False]
    assert len(web.calls) == 2


async def test_few_are_asked_for_at_once(tmp_path: Path) -> None:
    class Slow(Web):
        now = most = 0

        async def download(self, url: str, target: io.BytesIO, max_bytes: int) -> object:
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0)
            self.now -= 1
            return await super().download(url, target, max_bytes)

    web = Slow({f"https://x/{number}": PNG for number in range(30)})
    await Images(web, tmp_path).fetch(web.answers)
    assert 1 < web.most <= 6
