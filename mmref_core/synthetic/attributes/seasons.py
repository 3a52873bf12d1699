"""Clothes by season. The season is drawn first, so that nobody wears shorts with a parka."""

from collections.abc import Mapping

from mmref_core.synthetic.attributes.wardrobe import Weights

SEASONS: Weights = {"summer": 1.0, "mild": 1.4, "winter": 1.0}
OPEN_SHOES = ("sandals", "flip-flops")
# Factors on how often a kind is worn, 1 where nothing is said: a season is drawn before the clothes.
IN_SEASON: Mapping[str, Weights] = {
    "summer": dict.fromkeys(("puffer jacket", "parka", "long coat", "gilet"), 0.0)
    | dict.fromkeys(("sweater", "leather jacket", "jacket", "ankle boots", "knee boots"), 0.25)
    | dict.fromkeys(("hoodie", "open jacket", "cardigan", "track jacket", "raincoat", "denim jacket"), 0.5)
    | dict.fromkeys(("tank top", "shorts", "denim shorts", *OPEN_SHOES, "polo shirt", "sports shirt"), 2.0)
    | {"t-shirt": 1.7, "dress": 1.5, "leggings": 0.6},
    "mild": dict.fromkeys(("puffer jacket", "parka", "tank top"), 0.4)
    | dict.fromkeys(("shorts", "denim shorts", *OPEN_SHOES), 0.5),
    "winter": dict.fromkeys(("shorts", "denim shorts", "tank top", "sports shirt", *OPEN_SHOES, "culottes"), 0.0)
    | dict.fromkeys(("t-shirt", "polo shirt", "dress", "blouse"), 0.25)
    | dict.fromkeys(("puffer jacket", "parka", "long coat"), 2.2)
    | {"sari": 0.3, "ankle boots": 1.8, "knee boots": 1.8, "short skirt": 0.6, "shirt": 0.5},
}


def in_season(weights: Weights, season: str) -> Weights:
    """Return weights of clothes adjusted to the season."""
    factors = IN_SEASON[season]
    return {name: weight * factors.get(name, 1.0) for name, weight in weights.items()}
