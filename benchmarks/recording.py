"""An animated SVG of an asciicast, for the documentation.

From the project's folder: python -m benchmarks.recording docs/live.cast docs/live.svg
The recording itself is left by the tests in the virtual machine (screen/live.cast).
"""

from __future__ import annotations

import html
import itertools
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.e2e.terminal import Cell, Screen, Style, played

FORE, BACK = "#e0e0e0", "#121212"
WIDTH, HEIGHT = 8.4, 18  # pixels of a cell, at 14 pixels a letter
FEWEST = 0.4  # seconds that a picture stays
LAST = 3.0  # the last one


def pictures(path: Path) -> list[tuple[float, list[list[Cell]]]]:
    """Return the screens that stay for a while, and when they come."""
    kept: list[tuple[float, list[list[Cell]]]] = []
    states = [(when, copied(screen)) for when, screen in played(path)]
    for (when, cells), after in itertools.pairwise([*states, (float("inf"), [])]):
        blank = not any(char.strip() for row in cells for char, _ in row)
        if after[0] - when >= FEWEST and not blank and (not kept or kept[-1][1] != cells):
            kept.append((when, cells))
    return kept[:-1]  # behind the last one the screen is the shell's again


def copied(screen: Screen) -> list[list[Cell]]:
    """Return the cells as they are now."""
    return [list(row) for row in screen.cells]


def runs(row: list[Cell]) -> Iterator[tuple[int, str, Style]]:
    """Yield column, text and style of the parts of a line."""
    column = 0
    for style, group in itertools.groupby(row, key=lambda cell: cell[1]):
        text = "".join(char for char, _ in group)
        yield column, text, style
        column += len(text)


def drawn(cells: list[list[Cell]], classes: dict[Style, str]) -> str:
    """Return the elements of a screen."""
    out = []
    for number, row in enumerate(cells):
        for column, text, style in runs(row):
            x, y = column * WIDTH, number * HEIGHT
            back = (style.fore or FORE) if style.reverse else (style.back or BACK)
            if back != BACK:
                wide = len(text) * WIDTH
                place = f'x="{x:g}" y="{y}" width="{wide:g}" height="{HEIGHT}"'
                out.append(f'<rect {place} fill="{back}"/>')
            if text.strip():
                name = classes.setdefault(style, f"s{len(classes)}")
                left = len(text) - len(text.lstrip())
                word = text.strip()
                out.append(
                    f'<text x="{x + left * WIDTH:g}" y="{y + 13}" class="{name}" '
                    f'textLength="{len(word) * WIDTH:g}">{html.escape(word)}</text>'
                )
    return "".join(out)


def css(style: Style, name: str) -> str:
    """Return the rule of a style."""
    fore = (style.back or BACK) if style.reverse else (style.fore or FORE)
    bold = ";font-weight:bold" if style.bold else ""
    return f".{name}{{fill:{fore}{bold}}}"


def animated(path: Path) -> str:
    """Return the SVG."""
    shown = pictures(path)
    start = shown[0][0]
    ends = [when - start for when, _ in shown[1:]] + [shown[-1][0] - start + LAST]
    whole = ends[-1]
    classes: dict[Style, str] = {}
    groups, rules = [], []
    for n, ((when, cells), end) in enumerate(zip(shown, ends, strict=True)):
        first, last = (when - start) / whole * 100, end / whole * 100
        rules.append(
            f"@keyframes k{n}{{0%,{first:.2f}%{{visibility:hidden}}"
            f"{first:.2f}%,{last:.2f}%{{visibility:visible}}"
            f"{last:.2f}%,100%{{visibility:hidden}}}}"
            f"#f{n}{{animation:k{n} {whole:.1f}s steps(1) infinite}}"
        )
        groups.append(f'<g id="f{n}">{drawn(cells, classes)}</g>')
    rules += [css(style, name) for style, name in classes.items()]
    wide, high = len(shown[0][1][0]) * WIDTH, len(shown[0][1]) * HEIGHT
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high}" '
        f'font-family="DejaVu Sans Mono,Menlo,Consolas,monospace" font-size="14" '
        f'xml:space="preserve"><style>{"".join(rules)}</style>'
        f'<rect width="100%" height="100%" fill="{BACK}"/>{"".join(groups)}</svg>\n'
    )


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(animated(Path(sys.argv[1])))
