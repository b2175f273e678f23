from dataclasses import dataclass

from engine.cache import Cache


@dataclass
class Thing:
    nbytes: int


def test_the_least_recently_used_falls_out() -> None:
    cache: Cache[Thing] = Cache(max_bytes=10, most=3)
    made: list[str] = []

    def get(key: str, nbytes: int = 4) -> Thing:
        def make() -> Thing:
            made.append(key)
            return Thing(nbytes)

        return cache.get(key, make)

    first = get("a")
    get("b")
    assert get("a") is first
    get("c")  # 12 bytes: b goes, which was used before a
    assert get("a") is first and len(cache) == 2
    get("b")
    assert made == ["a", "b", "c", "b"]
    get("large", 100)
    assert len(cache) == 1 and get("large").nbytes == 100
    cache.clear()
    assert len(cache) == 0


def test_many_small_things_are_not_kept_for_ever() -> None:
    cache: Cache[Thing] = Cache(max_bytes=1000, most=3)
    first = cache.get(0, lambda: Thing(1))
    for key in (1, 2, 0, 3):
        cache.get(key, lambda: Thing(1))
    assert len(cache) == 3 and cache.get(0, lambda: Thing(1)) is first
