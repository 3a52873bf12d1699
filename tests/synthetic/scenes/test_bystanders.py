import numpy as np

from mmref_core.people.coats import Piece, joined, plain
from mmref_core.people.extras import BODY, DEPTHS, POOL, Company, Scene, draw_extras
from mmref_core.people.geometry import Geometry, box, turn
from mmref_core.people.places import BLOCK, OF_BLOCK, place

MARKET = place(BLOCK * OF_BLOCK.index("market"))


def post(rng: np.random.Generator) -> Geometry:
    return joined([Piece(box([-0.2, 0, -0.2], [0.2, rng.uniform(1.5, 1.9), 0.2]), plain(rng, (0.2, 0.2, 0.2)))])[0]


def test_passers_by_stand_behind_the_person_or_half_in_front_and_where_there_is_room() -> None:
    scene, company = Scene(MARKET, 100.0, 7.0), Company(post, seed=1)
    counts = []
    for seed in range(60):
        people, _ = draw_extras(np.random.default_rng(seed), company, scene)
        counts.append(len(people))
        for body in people:
            x, z = body.vertices[:, [0, 2]].mean(axis=0)
            assert -DEPTHS[1] - 0.3 < z < 1.4
            assert z < -0.5 or abs(x) > 0.25
            if z < 0:
                spot = np.array([[x, 0.0, z]], float) @ turn(scene.azimuth)
                assert MARKET.is_free(spot[:, [0, 2]], BODY - 0.1)[0]

    assert counts.count(0) > 5
    assert max(counts) >= 4


def test_who_passes_depends_on_the_seed_of_the_set_only() -> None:
    one, again, other = (Company(post, seed).member(3).near.vertices for seed in (1, 1, 2))

    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
    assert POOL >= 40


def test_people_further_off_are_smaller_and_spread_wider() -> None:
    scene = Scene(MARKET, 100.0, 7.0)
    spots = np.array([scene.spot(np.random.default_rng(seed)) for seed in range(300)])
    near, far = spots[spots[:, 1] > -3], spots[spots[:, 1] < -8]

    assert len(near) > 40 and len(far) > 40
    assert np.abs(far[:, 0]).max() > 1.3 * np.abs(near[:, 0]).max()
