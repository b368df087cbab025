"""Invents two shops' catalogues of the same kind of goods, and labelled pairs between them.

    python data/make_catalogue.py [FOLDER]

Shop A writes full titles. Shop B writes its own: other order, dashes in model codes, abbreviations, slips, no description or
price. Pairs that do not match are mostly close relatives: the next size, another colour, the sister model. Brands and
products are invented; equal seeds give equal files.
"""

import csv
import random
import sys
from dataclasses import dataclass, replace
from pathlib import Path

SEED = 20240611
FAMILIES = 150
RELATIVES_PER_PRODUCT = 3
STRANGERS_PER_PRODUCT = 2
SHARED_BY_BOTH_SHOPS = 0.8
SPLITS = {"train": 0.6, "valid": 0.2, "test": 0.2}

BRANDS = ["Aurelo", "Brightholm", "Calvera", "Dunmoor", "Eskelin", "Fernhaus", "Gradient Audio", "Halvorsund", "Ivarra"]
BRANDS += ["Jorvik Tools", "Kestrelle", "Lumenta", "Marrow & Pine", "Nordqvist", "Orbisonic", "Pellworth"]
SERIES = ["Classic", "Pro", "Studio", "Urban", "Essential", "Prime", "Compact", "Nova", "Trail", "Edge"]
COLOURS = ["black", "white", "silver", "graphite", "red", "blue"]
# kind: (words that shops use for it, unit, sizes, what it does)
KINDS = {
    "headphones": (["wireless headphones", "bluetooth headset"], "h", [20, 30, 40, 60], "battery life"),
    "kettle": (["electric kettle", "water kettle"], "l", [0.8, 1, 1.5, 1.7], "capacity"),
    "drill": (["cordless drill", "drill driver"], "v", [10.8, 12, 18, 20], "battery"),
    "lamp": (["led desk lamp", "desk light"], "w", [6, 9, 12, 15], "dimmable"),
    "router": (["wifi router", "wireless router"], "mbps", [300, 1200, 1800, 3000], "dual band"),
    "speaker": (["bookshelf speaker", "shelf loudspeaker"], "w", [20, 40, 60, 100], "two way"),
    "monitor": (["lcd monitor", "flat screen display"], "in", [22, 24, 27, 32], "antiglare"),
    "vacuum": (["bagless vacuum cleaner", "cylinder vacuum"], "w", [600, 700, 800, 900], "hepa filter"),
    "drive": (["portable hard drive", "external usb drive"], "gb", [500, 1000, 2000, 4000], "usb 3.0"),
    "camera": (["digital camera", "compact camera"], "mp", [12, 16, 20, 24], "optical zoom"),
}
SHORTER = {"wireless": "wrls", "bluetooth": "bt", "electric": "elec", "black": "blk", "white": "wht", "silver": "slv"}
SHORTER |= {"portable": "port.", "external": "ext", "digital": "dig", "graphite": "grph"}


@dataclass(frozen=True)
class Item:
    """What a product is, before a shop writes it down."""

    family: int
    brand: str
    series: str
    kind: str
    code: str
    size: float
    colour: str
    price: float


def make(target: Path) -> None:
    """Writes tableA.csv, tableB.csv and train.csv, valid.csv, test.csv."""
    chance = random.Random(SEED)
    items = [item for family in range(FAMILIES) for item in make_family(chance, family)]
    twins = [number for number in range(len(items)) if chance.random() < SHARED_BY_BOTH_SHOPS]
    # Shop B also sells what shop A does not; its order tells nothing.
    shelf = chance.sample(range(len(items)), len(items))
    target.mkdir(parents=True, exist_ok=True)
    header = ["id", "name", "description", "price"]
    write(target / "tableA.csv", header, [[number, *shop_a(chance, item)] for number, item in enumerate(items)])
    write(
        target / "tableB.csv", header, [[place, *shop_b(chance, items[number])] for place, number in enumerate(shelf)]
    )
    write_pairs(target, split(chance, make_pairs(chance, items, set(twins), shelf)))


def make_family(chance: random.Random, family: int) -> list[Item]:
    """One product, and one or two that are easily taken for it."""
    kind = chance.choice(sorted(KINDS))
    letters = "".join(chance.choices("ABCDEFGHKLMNPRSTVX", k=chance.choice([2, 2, 3])))
    number = chance.randrange(10, 990)
    first = Item(
        family,
        chance.choice(BRANDS),
        chance.choice(SERIES),
        kind,
        f"{letters}{number}",
        chance.choice(KINDS[kind][2]),
        chance.choice(COLOURS),
        round(chance.uniform(15, 400), 2),
    )
    return [first, *(relative(chance, first, step) for step in range(1, chance.choice([2, 2, 3])))]


def relative(chance: random.Random, item: Item, step: int) -> Item:
    letters, number = item.code.rstrip("0123456789"), int(item.code.lstrip("ABCDEFGHKLMNPRSTVX"))
    price = round(item.price * chance.uniform(0.85, 1.3), 2)
    sister = replace(item, code=f"{letters}{number + 10 * step}", price=price)
    if chance.random() < 0.5:
        return replace(sister, size=chance.choice([size for size in KINDS[item.kind][2] if size != item.size]))
    return replace(sister, colour=chance.choice([colour for colour in COLOURS if colour != item.colour]))


def shop_a(chance: random.Random, item: Item) -> list[str]:
    words, unit, _, feature = KINDS[item.kind]
    name = f"{item.brand} {item.series} {words[0]} {item.code}"
    description = (
        f"{name} {item.colour} {item.size}{unit} {feature} {chance.choice(['boxed', 'new', '2 year warranty'])}"
    )
    return [name, description, f"{item.price:.2f}" if chance.random() < 0.8 else ""]


def shop_b(chance: random.Random, item: Item) -> list[str]:
    words, unit, _, feature = KINDS[item.kind]
    parts = [item.brand, chance.choice(words), f"{item.size} {unit}"]
    parts += [written(chance, item.code)] if chance.random() < 0.85 else []
    parts += [item.series] if chance.random() < 0.5 else []
    parts += [item.colour] if chance.random() < 0.6 else []
    if chance.random() < 0.3:
        parts = [*parts[1:], parts[0]]
    name = " ".join(slip(chance, shorter(chance, word)) for word in " ".join(parts).split(" "))
    description = (
        f"{item.series} {item.colour} {words[1]}, {feature}, {item.size}{unit}" if chance.random() < 0.6 else ""
    )
    price = f"{item.price * chance.uniform(0.9, 1.1):.2f}" if chance.random() < 0.55 else ""
    return [name, description, price]


def written(chance: random.Random, code: str) -> str:
    letters = code.rstrip("0123456789")
    return chance.choice([code, code.lower(), f"{letters}-{code[len(letters) :]}", f"{code}/B"])


def shorter(chance: random.Random, word: str) -> str:
    return SHORTER[word] if word in SHORTER and chance.random() < 0.3 else word


def slip(chance: random.Random, word: str) -> str:
    """A dropped letter now and then, never in a model code."""
    if len(word) < 5 or not word.isalpha() or chance.random() > 0.04:
        return word
    place = chance.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1 :]


def make_pairs(
    chance: random.Random, items: list[Item], twins: set[int], shelf: list[int]
) -> list[tuple[int, int, int]]:
    """(left id, right id, label): the twin, its relatives, goods of the same kind or brand, and strangers."""
    place = {number: position for position, number in enumerate(shelf)}
    pairs = []
    for number, item in enumerate(items):
        if number in twins and chance.random() < 0.9:
            pairs.append((number, place[number], 1))
        others = [
            (closeness(item, other), chance.random(), index) for index, other in enumerate(items) if index != number
        ]
        close = [
            index for _, _, index in sorted(others, reverse=True)[: RELATIVES_PER_PRODUCT - chance.choice([0, 0, 1])]
        ]
        far = [index for _, _, index in chance.sample(others, STRANGERS_PER_PRODUCT)]
        pairs += [(number, place[index], 0) for index in dict.fromkeys([*close, *far])]
    return pairs


def closeness(item: Item, other: Item) -> int:
    return 4 * (item.family == other.family) + 2 * (item.kind == other.kind) + (item.brand == other.brand)


def split(chance: random.Random, pairs: list[tuple[int, int, int]]) -> dict[str, list[tuple[int, int, int]]]:
    """By chance, matches and others apart, so that every split has the same share of matches."""
    parts = {name: [] for name in SPLITS}
    for label in (0, 1):
        group = [pair for pair in pairs if pair[2] == label]
        chance.shuffle(group)
        begin = 0.0
        for name, share in SPLITS.items():
            parts[name] += group[round(begin * len(group)) : round((begin + share) * len(group))]
            begin += share
    return parts


def write_pairs(target: Path, parts: dict[str, list[tuple[int, int, int]]]) -> None:
    for name, pairs in parts.items():
        write(target / f"{name}.csv", ["ltable_id", "rtable_id", "label"], [list(pair) for pair in sorted(pairs)])


def write(path: Path, header: list[str], rows: list[list]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([header, *rows])


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent / "catalogue")
