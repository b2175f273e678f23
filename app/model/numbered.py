"""Names that are numbered where they are taken. No Qt."""

from __future__ import annotations

from collections.abc import Collection


def numbered(wanted: str, taken: Collection[str]) -> str:
    """The name, or the name with the first number from 2 on with which nothing is called so."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted} {number}"
    return name
