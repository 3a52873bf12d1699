"""Who there is in a set."""

from dataclasses import fields

import pytest

from mmref_core.synthetic.attributes.carrying import CARRIED, CARRIED_BY, TWO_HANDED, can_sit_in
from mmref_core.synthetic.attributes.population import TWIN_EVERY, draw_attributes, draw_person, person_seed
from mmref_core.synthetic.attributes.wardrobe import (
    LIGHT,
    ONE_PIECE,
    SHORT_HAIR,
    SHORTS,
    SKIRTS,
    STRONG,
    TAILORED,
    WARM,
    WITH_INNER,
)
from mmref_core.synthetic.geometry.palette import COLOURS
from mmref_core.synthetic.geometry.person_attributes import NONE, PersonAttributes

WORDS = {
    "sex": "man,woman",
    "age": "child,teenager,young adult,middle-aged,elderly",
    "build": "slim,average,heavy",
    "height": "short,medium,tall",
    "hair": "bald,half-bald,receding,buzz cut,undercut,short,mohawk,afro,bob,shoulder-length,long,ponytail,"
    "high ponytail,bun,topknot,braid,pigtails,dreadlocks",
    "hair_texture": "none,straight,wavy,curly",
    "fringe": "none,yes",
    "beard": "none,stubble,full beard,long beard,goatee,moustache",
    "mask_colour": "none,white,light blue,black",
    "headwear": "none,cap,backward cap,beanie,bobble hat,bucket hat,sun hat,fedora,headscarf,turban,helmet,headband,"
    "hood",
    "glasses": "none,glasses,round glasses,thick glasses,sunglasses",
    "upper": "t-shirt,shirt,tank top,sweater,hoodie,open jacket,jacket,puffer jacket,suit,long coat,dress,"
    "polo shirt,sports shirt,blouse,cardigan,gilet,hi-vis vest,blazer,denim jacket,leather jacket,track jacket,"
    "raincoat,parka,tunic,robe,sari",
    "upper_pattern": "plain,horizontal stripes,vertical stripes,check,dots,camouflage,floral,colour block,print,"
    "small logo,back print,chest stripe,contrast sleeves,pinstripes,houndstooth,animal print,tie-dye,colour gradient,"
    "side stripes,reflective bands,number,border",
    "sleeves": "sleeveless,short,three-quarter,long",
    "inner": "none,t-shirt,shirt,sweater,blouse",
    "dress_length": "none,short,knee-length,long",
    "coat_length": "none,knee-length,calf-length",
    "coat_open": "none,open,closed",
    "lower": "none,trousers,jeans,shorts,leggings,short skirt,long skirt,joggers,cargo trousers,culottes,"
    "denim shorts,dungarees,pleated skirt,denim skirt",
    "lower_fit": "none,tight,slim,straight,wide",
    "shoes": "trainers,slip-ons,ankle boots,knee boots,wellingtons,dress shoes,loafers,ballet flats,high heels,sandals,"
    "flip-flops",
    "bag": "none,backpack,large backpack,shoulder bag,tote bag,belt bag,handbag,suitcase",
    "bag_strap": "none,across the body,on one shoulder,on both shoulders,round the waist,in the hand,on the forearm",
    "headphones": "none,headphones,earphones,earbuds",
    "button_colour": "none,white,black,brown,light grey,beige,red",
    "carried": ",".join({*CARRIED, *(item for items in CARRIED_BY.values() for item in items)}),
    "upper_colour": ",".join(COLOURS),
}


@pytest.fixture(scope="module")
def people() -> list[PersonAttributes]:
    return [draw_attributes(seed) for seed in range(3000)]


def test_a_seed_is_always_the_same_person_and_another_seed_another() -> None:
    assert draw_attributes(7) == draw_attributes(7)
    assert len({draw_attributes(seed) for seed in range(200)}) == 200


@pytest.mark.parametrize("field", WORDS)
def test_every_word_occurs_and_no_other(field: str, people: list[PersonAttributes]) -> None:
    assert {getattr(person, field) for person in people} == set(WORDS[field].split(","))


def test_colours_are_those_of_real_wardrobes(people: list[PersonAttributes]) -> None:
    neutral = {"black", "white", "grey", "dark grey", "light grey", "navy", "blue"}
    assert 0.5 < sum(person.upper_colour in neutral for person in people) / len(people) < 0.75


def test_parts_of_an_outfit_go_together(people: list[PersonAttributes]) -> None:
    for person in people:
        assert (person.lower == NONE) == (person.upper in ONE_PIECE) == (person.dress_length != NONE)
        assert (person.inner != NONE) == (person.upper in WITH_INNER)
        assert person.upper != "suit" or person.lower_colour == person.upper_colour
        assert person.tie_colour == NONE or (person.inner == "shirt" and person.upper in (*TAILORED, "cardigan"))
        assert person.headwear != "hood" or person.hair in SHORT_HAIR
        assert person.headwear != "hood" or person.headwear_colour == person.upper_colour
        assert not (person.upper in WARM and (person.lower in SHORTS or person.shoes == "sandals"))
        assert not (person.upper in LIGHT and person.scarf_colour != NONE)
        assert person.tights_colour == NONE or person.lower in (*SKIRTS, NONE)
        assert person.belt_colour == NONE or person.tucked == "yes"
        assert person.lower != "dungarees" or person.tucked == "yes"
        assert (person.upper_colour2 == NONE) == (person.upper_pattern == "plain")
        assert (person.bag_colour == NONE) == (person.bag == NONE)
        assert (person.lower_colour == NONE) == (person.lower == NONE)


def test_hands_suffice_for_what_is_carried_and_it_has_a_colour(people: list[PersonAttributes]) -> None:
    for person in people:
        assert not (person.bag in ("handbag", "suitcase") and person.carried in TWO_HANDED)
        assert (person.carried_colour == NONE) == (person.carried in (NONE, "phone"))
        assert person.carried != "wheelchair" or can_sit_in(person.upper, person.lower)


def test_most_people_carry_nothing_or_a_phone_and_frames_are_for_the_old(people: list[PersonAttributes]) -> None:
    usual = sum(person.carried in (NONE, "phone") for person in people) / len(people)
    assert 0.6 < usual < 0.8
    assert {person.age for person in people if person.carried in ("walker", "walking stick")} == {"elderly"}


def test_two_strong_colours_are_seldom_worn_together(people: list[PersonAttributes]) -> None:
    strong = [person for person in people if person.upper_colour in STRONG and person.lower != NONE]
    clashing = [p for p in strong if p.lower_colour in STRONG and p.lower_colour != p.upper_colour]
    assert 0 < len(clashing) < 0.12 * len(strong)


def test_new_kinds_stay_the_minority(people: list[PersonAttributes]) -> None:
    usual = ("t-shirt", "shirt", "tank top", "sweater", "hoodie", "open jacket", "jacket", "puffer jacket", "suit")
    assert sum(p.upper in (*usual, "long coat", "dress") for p in people) > 0.6 * len(people)


def test_tracksuits_match(people: list[PersonAttributes]) -> None:
    suits = [p for p in people if p.upper == "track jacket" and p.lower == "joggers"]
    assert sum(p.upper_colour == p.lower_colour for p in suits) > 0.5 * len(suits) > 0


def test_children_are_dressed_as_children(people: list[PersonAttributes]) -> None:
    children = [person for person in people if person.age == "child"]
    assert children
    for child in children:
        assert child.upper != "suit"
        assert child.beard == NONE
        assert child.hair != "bald"
        assert child.hair_colour not in ("grey", "white")
        assert child.bag not in ("handbag", "suitcase")


def test_a_fifth_of_a_set_are_twins_of_someone_in_their_block_who_is_no_twin() -> None:
    persons = [draw_person(3, index) for index in range(100)]
    twins = {index: twin_of for index, (_, twin_of) in enumerate(persons) if twin_of is not None}
    assert len(twins) == 20
    for index, original in twins.items():
        assert index // TWIN_EVERY == original // TWIN_EVERY
        assert original not in twins
        assert persons[index][0] != persons[original][0]


def test_sets_of_other_seeds_hold_other_people() -> None:
    assert person_seed(1, 0) != person_seed(2, 0)
    assert draw_person(1, 0) == draw_person(1, 0)


def test_attributes_survive_being_written_down(people: list[PersonAttributes]) -> None:
    for person in people[:20]:
        assert PersonAttributes.from_dict(person.to_dict()) == person
    assert all(isinstance(getattr(people[0], field.name), str) for field in fields(PersonAttributes))
