"""What is recorded about a rendered person, drawn before anything is built."""

from dataclasses import asdict, dataclass, fields

NONE = "none"


@dataclass(frozen=True)
class Attributes:
    """A person's look in words; an absent thing is "none", so every field is text and a twin is one `replace` away."""

    sex: str  # man, woman
    age: str  # child, young adult, middle-aged, elderly
    build: str  # slim, average, heavy
    height: str  # short, medium, tall
    skin: str
    hair: str  # bald, buzz cut, short, shoulder-length, long, ponytail, bun
    hair_colour: str
    beard: str  # yes, none
    headwear: str  # none, cap, beanie, hat, hood
    headwear_colour: str
    glasses: str  # none, glasses, sunglasses
    # t-shirt, shirt, polo shirt, blouse, sports shirt, tank top, sweater, cardigan, hoodie, open jacket, jacket, denim
    # jacket, leather jacket, track jacket, puffer jacket, raincoat, parka, suit, blazer, long coat, gilet, hi-vis vest,
    # tunic, dress, robe
    upper: str
    upper_colour: str
    upper_colour2: str
    upper_pattern: str
    sleeves: str  # sleeveless, short, three-quarter, long
    tucked: str  # yes, none
    hood: str  # down, none: a hood that lies on the back
    inner: str  # what an open jacket, suit or coat shows: t-shirt, shirt, sweater, none
    inner_colour: str
    inner_colour2: str
    inner_pattern: str
    dress_length: str  # short, knee-length, long, none
    coat_length: str  # knee-length, calf-length, none
    coat_open: str  # open, closed, none
    # trousers, jeans, joggers, cargo trousers, culottes, shorts, denim shorts, leggings, dungarees, short skirt, long
    # skirt, pleated skirt, denim skirt, none
    lower: str
    lower_colour: str
    lower_colour2: str
    lower_pattern: str
    lower_fit: str  # tight, slim, straight, wide, none
    belt_colour: str
    tights_colour: str  # "none" is bare legs
    shoes: str  # trainers, boots, sandals, dress shoes
    shoes_colour: str
    bag: str  # none, backpack, shoulder bag, handbag, suitcase
    bag_colour: str
    bag_strap: str  # across the body, on one shoulder, none
    tie_colour: str
    scarf_colour: str
    scarf_pattern: str
    carried: str  # none, phone, umbrella, book, bottle, paper cup
    carried_colour: str

    def to_dict(self) -> dict[str, str]:
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, str]) -> "Attributes":
        known = {field.name for field in fields(cls)}
        if wrong := sorted(known ^ values.keys()):
            raise ValueError(f"attributes of a person: unknown or missing {', '.join(wrong)}")
        return cls(**values)
