"""Letters that somebody looks at stay for a while, and never take more than their room."""

from mail_intake.app.recent_letters import MOST, MOST_BYTES, SECONDS, RecentLetters


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_letter_stays_for_a_while() -> None:
    clock = Clock()
    recent = RecentLetters(clock)
    recent.put("a", b"letter")
    clock.now += SECONDS - 1
    assert recent.get("a") == b"letter"
    clock.now += 1
    assert recent.get("a") is None


def test_the_oldest_make_room() -> None:
    recent = RecentLetters(Clock())
    for number in range(MOST + 1):
        recent.put(number, b"x")
    assert [recent.get(number) for number in (0, 1, MOST)] == [None, b"x", b"x"]


def test_large_letters_make_room_sooner() -> None:
    recent = RecentLetters(Clock())
    half = bytes(MOST_BYTES // 2)
    for name in "abc":
        recent.put(name, half)
    assert [recent.get(name) is not None for name in "abc"] == [False, True, True]


def test_a_letter_that_two_fetched_at_once_takes_its_room_once() -> None:
    recent = RecentLetters(Clock())
    half = bytes(MOST_BYTES // 2)
    for name in ("a", "a", "a", "b", "c", "d"):
        recent.put(name, half)
    assert [recent.get(name) is not None for name in "abcd"] == [False, False, True, True]
