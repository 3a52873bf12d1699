"""Words for what people carry, push or lead; read as those of `lexicon`."""

from collections.abc import Mapping

Words = tuple[str, ...]

CARRIED: Mapping[str, Words] = {
    "phone": (
        *("phone", "mobile phone", "cell phone", "smartphone", "mobile", "cellphone", "smart phone"),
        *("mobile telephone", "handheld phone"),
    ),
    "umbrella": (
        *("umbrella", "umbrella", "open|umbrella", "brolly", "opened|umbrella", "rain umbrella"),
        "large|umbrella",
    ),
    "book": (
        *("book", "book", "paperback", "open|book", "hardback", "booklet", "textbook", "notebook"),
        "reading book",
    ),
    "bottle": (
        *("bottle", "water bottle", "drinks bottle", "drink bottle", "plastic bottle", "drinking bottle"),
        "bottle of water",
    ),
    "paper cup": (
        *("paper cup", "coffee cup", "takeaway cup", "cup", "disposable cup", "cup of coffee", "to-go cup"),
        *("takeout cup", "drinking cup", "cardboard coffee cup"),
    ),
    "newspaper": ("newspaper", "newspaper", "paper", "daily paper", "open|newspaper", "broadsheet"),
    "flowers": (
        *("bunch of flowers", "bouquet", "bunch of flowers", "bouquet of flowers", "flower bouquet"),
        "bunch of blooms",
    ),
    "shopping bag": (
        *("shopping bag", "shopping bag", "carrier bag", "grocery bag", "store bag"),
        "bag of shopping",
    ),
    "shopping bags": (
        *("shopping bags", "shopping bags", "carrier bags", "grocery bags", "bags of shopping"),
        "full|shopping bags",
    ),
    "folded umbrella": (
        *("folded|umbrella", "closed|umbrella", "rolled-up|umbrella", "furled|umbrella", "umbrella"),
        "walking umbrella",
    ),
    "box": ("box", "cardboard box", "parcel", "package", "carton", "large|box", "big|box", "packing box"),
    "guitar case": ("guitar case", "guitar case", "instrument case", "guitar in a case", "guitar bag"),
    "scooter": ("scooter", "kick scooter", "scooter", "push scooter", "kickscooter", "stand-up scooter"),
    "skateboard": ("skateboard", "skateboard", "board", "skate board"),
    "ball": ("ball", "ball", "football", "soccer ball", "basketball", "round|ball"),
    "walking stick": ("walking stick", "cane", "walking cane", "stick", "wooden stick"),
    "crutches": ("crutches", "crutches", "pair of crutches", "walking crutches", "forearm crutches"),
    "pram": (
        *("pram", "pushchair", "stroller", "buggy", "baby carriage", "baby stroller", "baby buggy"),
        "child's pushchair",
    ),
    "walker": ("walker", "rollator", "walking frame", "wheeled walker", "rolling walker", "zimmer frame"),
    "bicycle": ("bicycle", "bike", "bike", "push bike", "pushbike", "cycle", "two-wheeler"),
    "dog": ("dog", "dog", "dog on a lead", "dog on a leash", "pet dog", "leashed|dog"),
    "wheelchair": ("wheelchair", "wheelchair", "wheel chair", "manual wheelchair"),
    "something": ("small|object", "little|item", "thing", "small|thing"),
}
