"""Cut and thickness of each kind of upper garment."""

from dataclasses import dataclass

from mmref_core.synthetic.clothing.shells import GarmentEase


@dataclass(frozen=True)
class UpperKind:
    """Cut of a kind of garment, and its thickness on the back in metres."""

    loose: GarmentEase
    back: float = 0.03  # metres from the skin to a bag on it
    varies: bool = True  # whether looseness differs from person to person


KINDS = {
    "t-shirt": UpperKind(GarmentEase(0.009, arm=0.4, torso=0.45, fold=0.0053)),
    "shirt": UpperKind(GarmentEase(0.010, arm=0.35, torso=0.45, fold=0.0053, cuff=0.008)),
    "tank top": UpperKind(GarmentEase(0.009, torso=0.4, fold=0.0028)),
    "sweater": UpperKind(GarmentEase(0.013, arm=0.4, torso=0.5, fold=0.0053, cuff=0.010), back=0.036),
    "hoodie": UpperKind(GarmentEase(0.017, arm=0.5, torso=0.6, fold=0.0053, cuff=0.010), back=0.04),
    "jacket": UpperKind(GarmentEase(0.019, arm=0.5, torso=0.5, fold=0.0053, cuff=0.012), back=0.042),
    "puffer jacket": UpperKind(GarmentEase(0.036, arm=0.7, torso=0.5, fold=0.0053, cuff=0.020), back=0.055),
    "dress": UpperKind(GarmentEase(0.007, arm=0.2, torso=0.1, fold=0.0021)),
    "open jacket": UpperKind(GarmentEase(0.024, arm=0.5, torso=0.5, fold=0.0042, cuff=0.014), back=0.045, varies=False),
    "suit": UpperKind(GarmentEase(0.019, arm=0.3, torso=0.4, fold=0.0014, cuff=0.018), back=0.04, varies=False),
    "blazer": UpperKind(GarmentEase(0.019, arm=0.3, torso=0.4, fold=0.0014, cuff=0.018), back=0.04, varies=False),
    "polo shirt": UpperKind(GarmentEase(0.010, arm=0.35, torso=0.45, fold=0.004, cuff=0.010)),
    "sports shirt": UpperKind(GarmentEase(0.011, arm=0.5, torso=0.6, fold=0.0045, cuff=0.010)),
    "blouse": UpperKind(GarmentEase(0.010, arm=0.6, torso=0.55, fold=0.0053, cuff=0.008)),
    "cardigan": UpperKind(GarmentEase(0.020, arm=0.4, torso=0.5, fold=0.0042, cuff=0.012), back=0.04, varies=False),
    "gilet": UpperKind(GarmentEase(0.036, torso=0.5, fold=0.0053), back=0.055, varies=False),
    "hi-vis vest": UpperKind(GarmentEase(0.026, torso=0.55, fold=0.0042), back=0.045, varies=False),
    "denim jacket": UpperKind(
        GarmentEase(0.022, arm=0.4, torso=0.45, fold=0.0042, cuff=0.014), back=0.042, varies=False
    ),
    "leather jacket": UpperKind(
        GarmentEase(0.021, arm=0.4, torso=0.4, fold=0.0053, cuff=0.014), back=0.042, varies=False
    ),
    "track jacket": UpperKind(GarmentEase(0.016, arm=0.5, torso=0.5, fold=0.0048, cuff=0.010), back=0.038),
    "raincoat": UpperKind(GarmentEase(0.027, arm=0.6, torso=0.6, fold=0.0048, cuff=0.026), back=0.05, varies=False),
    "parka": UpperKind(GarmentEase(0.034, arm=0.65, torso=0.55, fold=0.0048, cuff=0.022), back=0.055, varies=False),
    "tunic": UpperKind(GarmentEase(0.010, arm=0.45, torso=0.45, fold=0.0042, cuff=0.016), varies=False),
    "robe": UpperKind(GarmentEase(0.014, arm=0.85, torso=0.7, fold=0.0042), back=0.036, varies=False),
    "sari": UpperKind(GarmentEase(0.012, torso=0.35, fold=0.0042), back=0.036, varies=False),
    "long coat": UpperKind(GarmentEase(0.027, arm=0.5, torso=0.5, fold=0.0042, cuff=0.026), back=0.05, varies=False),
}
