from mmref_core.synthetic.captions.grammar import ORDERS
from mmref_core.synthetic.captions.templates import GROUPS, SentenceTemplate


def test_a_frame_fits_when_its_groups_have_something_beside_its_single_things() -> None:
    template = SentenceTemplate.of("{he} {wears} {shoes} with {worn}, and {his} {bag.is}.")
    assert template.fits({"shoes", "upper", "bag"}, {"bag"})
    assert not template.fits({"shoes", "bag"}, {"bag"})
    assert not template.fits({"shoes", "upper", "bag"}, ())
    assert not template.fits({"upper", "bag"}, {"bag"})


def test_a_frame_begins_with_a_word_of_its_own_or_with_a_slot() -> None:
    assert SentenceTemplate.of("and {he} {bears}.").first == "and"
    assert SentenceTemplate.of("{he} {bears}.").first == ""


def test_every_order_looks_at_all_clothes() -> None:
    assert all(sorted(order) == sorted(GROUPS["worn"]) for order in ORDERS)


def test_a_frame_knows_whether_it_puts_what_is_carried_into_a_hand() -> None:
    assert SentenceTemplate.of("in {his} hand {is} {carried}.").puts_in_hand
    assert SentenceTemplate.of("{a person} holding {carried}").puts_in_hand
    assert not SentenceTemplate.of("{a person} with {carried}").puts_in_hand
    assert not SentenceTemplate.of("on {his} hand {is} {bag}.").puts_in_hand
