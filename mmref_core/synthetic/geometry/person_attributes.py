"""Attributes of a rendered person."""

from dataclasses import asdict, dataclass, fields

NONE = "none"


@dataclass(frozen=True)
class PersonAttributes:
    """The attributes of a person as text; “none” for an absent thing."""

    sex: str  # man, woman
    age: str  # child, teenager, young adult, middle-aged, elderly
    build: str  # slim, average, heavy
    height: str  # short, medium, tall
    skin: str
    hair: str  # bald, half-bald, receding, buzz cut, undercut, short, mohawk, afro, bob, shoulder-length, long,
    # ponytail, high ponytail, bun, topknot, braid, pigtails, dreadlocks
    hair_colour: str
    beard: str  # stubble, full beard, long beard, goatee, moustache, none
    # none, cap, backward cap, beanie, bobble hat, bucket hat, sun hat, fedora, headscarf, turban, helmet, headband,
    # hood
    headwear: str
    headwear_colour: str
    glasses: str  # none, glasses, round glasses, thick glasses, sunglasses
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
    shoes: (
        str  # trainers, slip-ons, ankle boots, knee boots, wellingtons, dress shoes, loafers, ballet flats, high heels,
    )
    # sandals, flip-flops
    shoes_colour: str
    bag: str  # none, backpack, large backpack, shoulder bag, tote bag, belt bag, handbag, suitcase
    bag_colour: str
    bag_strap: str  # across the body, on one shoulder, on both shoulders, round the waist, in the hand, on the forearm,
    # none
    tie_colour: str
    scarf_colour: str
    scarf_pattern: str
    carried: str  # in the hand or with the person, none or a kind of `carrying.CARRIED` and `CARRIED_BY`
    carried_colour: str
    hair_texture: str  # straight, wavy, curly; none where the style leaves no choice
    fringe: str  # yes, none
    mask_colour: str  # of a face mask
    headphones_colour: str  # of what is worn over the ears or in them
    sole_colour: str  # "none" is that of the shoe
    socks_colour: str  # "none" where trousers or tights hide them
    bag_colour2: str  # of flap and pockets; "none" is that of the bag
    upper_fabric: str  # what the upper garment is made of, one of `fabrics.FABRICS`
    lower_fabric: str  # none where nothing is worn below
    headphones: str  # headphones, earphones (with wires), earbuds, none
    button_colour: str  # of the upper garment; "none" where no buttons could be told from the cloth

    def to_dict(self) -> dict[str, str]:
        """Return the attributes by name, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, str]) -> "PersonAttributes":
        """Return attributes from a dict that `to_dict` made."""
        known = {field.name for field in fields(cls)}
        if wrong := sorted(known ^ values.keys()):
            raise ValueError(f"attributes of a person: unknown or missing {', '.join(wrong)}")
        return cls(**values)
